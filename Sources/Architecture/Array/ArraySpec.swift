import Quantities

/// A systolic array: its size, how operands get into it, and the latencies of its pipeline.
///
/// The defaults are the default machine's: 128 x 128, weight-stationary, INT8, stationary operands double buffered at
/// one row per cycle, edge tiles that load only the rows they use, 1 MiB of accumulators.
package struct ArraySpec: Sendable, Equatable {
    /// Rows of elements. In weight- and input-stationary arrays k lies on them, in output-stationary ones m.
    package var rows = 128
    /// Columns of elements: n, or m in input-stationary arrays.
    package var columns = 128
    package var dataflow = Dataflow.weightStationary
    package var load = StationaryLoad()
    package var drain = ResultDrain.shifted
    package var edgeTiles = EdgeTiles.used
    /// Rows that the shortest stream to one stationary tile occupies (in lock step: the shortest block).
    package var minimumRowsPerBlock = 1
    /// Idle cycles between the last slot of one tile and the first row of the next.
    package var dispatchGap = 0
    /// Cycles from the end of the last row's slot to the last result, not counting the drain of an output-stationary
    /// array. The skew of bare registers is `rows + columns - 2`.
    package var latency = LinearLatency(fixed: -2, perRow: 1, perColumn: 1)
    /// Storage for 32-bit partial sums, spread evenly over the columns.
    package var accumulators = Bytes(1 << 20)
    package var accumulatorOverflow = AccumulatorOverflow.split
    package var rates = OperandRates.builtFromInt8
    package var activationOrder = ActivationOrder.inline
    /// Cycles that the activation unit adds, besides a second pass over the results where it needs one.
    package var activationLatency = 1

    package init() {}
}
