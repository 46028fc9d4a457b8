/// Rows and columns that print as aligned text for a terminal, as Markdown, and as CSV.
///
/// A cell holds what people read and, where it differs, the raw number that programs read: "1,292.0" and 1292046848.
package struct TextTable: Sendable, Equatable {
    package let columns: [TextColumn]
    package private(set) var rows: [TextRow] = []

    package init(columns: [TextColumn]) {
        self.columns = columns
    }

    /// Adds a row of one cell for each column.
    package mutating func append(_ cells: [TextCell]) {
        checkWidth(cells)
        rows.append(.cells(cells))
    }

    /// Adds a row of totals. CSV leaves it out, so that a sum over a column counts everything once.
    package mutating func appendTotal(_ cells: [TextCell]) {
        checkWidth(cells)
        rows.append(.total(cells))
    }

    /// Adds a rule between the rows before and after it; Markdown and CSV have none.
    package mutating func appendSeparator() {
        rows.append(.separator)
    }

    private func checkWidth(_ cells: [TextCell]) {
        precondition(cells.count == columns.count, "\(cells.count) cells for \(columns.count) columns")
    }
}
