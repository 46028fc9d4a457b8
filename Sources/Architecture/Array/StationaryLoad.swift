/// How the stationary operand gets into the array (weight- and input-stationary).
package struct StationaryLoad: Sendable, Equatable {
    /// Rows of the array filled per cycle; in lock step, per streamed row.
    package var rowsPerCycle: Int
    package var overlap: LoadOverlap
    package var first: FirstLoad
    /// Cycles of every load besides its rows.
    package var fixed: Int
    /// Cycles for which the array's registers are still needed when a load could otherwise start: counted from the end
    /// of the last slot where nothing overlaps, from the tile's first row where loads overlap the stream.
    ///
    /// Rows stream skewed: the element at row r and column c works r + c cycles late. A load that is skewed alike, with
    /// a register per row and per column, follows them and need not wait: 0. One that reaches all rows of the chain at
    /// once waits `rows - 1` cycles more, one that begins in all columns at once `columns - 1`; and one cycle less where
    /// nothing overlaps, for a register may be written in the cycle of its last use.
    package var settle: LinearLatency
    /// Bytes per cycle from the memory of stationary operands to the array's edge, counted before the first load of a
    /// run whose first load is exposed; 0 when the operands wait at the edge.
    package var fetchBytesPerCycle: Int

    package init(
        rowsPerCycle: Int = 1, overlap: LoadOverlap = .doubleBuffered, first: FirstLoad = .exposed, fixed: Int = 0,
        settle: LinearLatency = .zero, fetchBytesPerCycle: Int = 0
    ) {
        self.rowsPerCycle = rowsPerCycle
        self.overlap = overlap
        self.first = first
        self.fixed = fixed
        self.settle = settle
        self.fetchBytesPerCycle = fetchBytesPerCycle
    }
}
