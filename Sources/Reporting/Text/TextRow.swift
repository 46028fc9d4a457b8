/// One row of a `TextTable`.
package enum TextRow: Sendable, Equatable {
    /// A cell for each column.
    case cells([TextCell])
    /// The sums of the rows above.
    case total([TextCell])
    /// A rule between groups of rows.
    case separator
}
