/// How the stationary operand gets into the array (weight- and input-stationary).
package struct StationaryLoad: Sendable, Equatable {
    /// Rows of the array filled per cycle; in lock step, per streamed row.
    package var rowsPerCycle: Int
    package var overlap: LoadOverlap
    package var first: FirstLoad
    /// Cycles of every load besides its rows.
    package var fixed: Int
    /// Cycles for which the array's registers are still needed when a load could otherwise start: counted from the last
    /// streamed row where nothing overlaps, from the tile's first row where loads overlap the stream.
    ///
    /// A shift chain whose value moves one row per cycle, straight from register to register, must wait for the skewed
    /// rows to be finished with the deepest row: `rows - 1`. With a pipeline register between rows, the load travels
    /// down as skewed as the stream does and need not wait: 0.
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
