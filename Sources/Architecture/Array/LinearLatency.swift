/// A number of cycles that grows linearly with the array: `fixed + perRow * rows + perColumn * columns`.
///
/// Kept as its terms, so that an array that is resized keeps the pipeline it is built with.
package struct LinearLatency: Sendable, Equatable {
    package var fixed: Int
    package var perRow: Int
    package var perColumn: Int

    package static let zero = LinearLatency()

    package init(fixed: Int = 0, perRow: Int = 0, perColumn: Int = 0) {
        self.fixed = fixed
        self.perRow = perRow
        self.perColumn = perColumn
    }

    /// The cycles in an array of this size, never less than 0.
    func cycles(rows: Int, columns: Int, _ count: inout CheckedCount) -> Int {
        let scaled = count.sum(count.product(perRow, rows), count.product(perColumn, columns))
        return max(0, count.sum(fixed, scaled))
    }
}
