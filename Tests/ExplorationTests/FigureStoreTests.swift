import Testing

@testable import Exploration

@Suite struct FigureStoreTests {
    /// Rows of an odd length, so that they lie across blocks.
    @Test func everyNumberIsWhereItWasPut() {
        var store = FigureStore()
        let rows = (0..<500).map { row in (0..<73).map { row * 1000 + $0 } }
        let firsts = rows.map { store.append($0) }
        #expect(firsts == (0..<500).map { $0 * 73 })
        for (row, first) in zip(rows, firsts) {
            #expect(row == row.indices.map { store[first + $0] })
        }
        #expect(store.append([]) == 500 * 73)
    }
}
