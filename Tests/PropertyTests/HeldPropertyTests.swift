import Testing

@testable import Mapping

/// What is ready of a storage, against a search through all its pieces.
@Suite struct HeldPropertyTests {
    /// Pieces in any order, of any shape, and questions about any rectangle.
    @Test func readyIsTheUnionOfAllThatOverlaps() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<200 {
            var held = Held(space: .none)
            var pieces: [(rows: Range<Int>, columns: Range<Int>, count: Int)] = []
            for count in 1...Int.random(in: 1...40, using: &generator) {
                let rows = Self.range(&generator)
                let columns = Self.range(&generator)
                held.add(rows: rows, columns: columns, ready: Marker(queue: .vector, count: count))
                pieces.append((rows, columns, count))
            }
            for _ in 0..<20 {
                let rows = Self.range(&generator)
                let columns = Self.range(&generator)
                let expected = pieces.filter { $0.rows.overlaps(rows) && $0.columns.overlaps(columns) }
                #expect(held.ready(rows: rows, columns: columns)[.vector] == expected.map(\.count).max() ?? 0)
            }
            #expect(held.pieces.map(\.rows) == pieces.map(\.rows))
        }
    }

    private static func range(_ generator: inout SeededGenerator) -> Range<Int> {
        let start = Int.random(in: 0..<50, using: &generator)
        return start..<start + Int.random(in: 1...12, using: &generator)
    }
}
