import Quantities

/// One of several equal parts of a sweep, written `3/64`: every 64th point, from the third on.
package struct Shard: TextValue, Hashable {
    /// From 1 on.
    package let number: Int
    package let count: Int

    /// All points.
    package static let whole = Shard(1, of: 1)
    /// More parts are not needed by any cluster, and each is a file.
    package static let limit = 100_000

    private init(_ number: Int, of count: Int) {
        self.number = number
        self.count = count
    }

    package static var expectation: String { "a part such as \"3/64\", from 1/64 to 64/64" }

    package init(text: String) throws(TextValueError) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let number = Int(parts[0]), let count = Int(parts[1]), (1...Self.limit).contains(count),
            (1...count).contains(number)
        else { throw TextValueError(found: text, expected: Self.expectation) }
        self.init(number, of: count)
    }

    package var text: String { "\(number)/\(count)" }

    /// The points of this part among so many.
    package func points(of total: Int) -> StrideTo<Int> { stride(from: number - 1, to: total, by: count) }

    /// How many those are.
    package func pointCount(of total: Int) -> Int {
        total < number ? 0 : (total - number) / count + 1
    }

    /// Whether a point belongs to this part.
    package func contains(_ point: Int) -> Bool { point % count == number - 1 }
}
