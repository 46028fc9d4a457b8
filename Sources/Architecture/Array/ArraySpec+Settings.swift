import Quantities

extension ArraySpec {
    /// Every field by its key, relative to `array.`.
    package static let settings: [Setting<ArraySpec>] = [
        Setting("rows", \.rows, "rows of elements"),
        Setting("columns", \.columns, "columns of elements"),
        Setting("dataflow", \.dataflow, "the matrix that stays in the array"),
        Setting("load.rowsPerCycle", \.load.rowsPerCycle, "rows of the stationary operand loaded per cycle"),
        Setting("load.overlap", \.load.overlap, "when the next stationary tile is loaded"),
        Setting("load.first", \.load.first, "whether an idle array waits for the first stationary tile"),
        Setting("load.fixed", \.load.fixed, "cycles of a load besides its rows"),
        Setting("load.settle.fixed", \.load.settle.fixed, "cycles before a load may disturb the registers"),
        Setting("load.settle.perRow", \.load.settle.perRow, "... and as many per array row"),
        Setting("load.settle.perColumn", \.load.settle.perColumn, "... and as many per array column"),
        Setting(
            "load.fetchBytesPerCycle", \.load.fetchBytesPerCycle,
            "rate at which the first stationary tile is fetched, 0 if it waits at the array's edge"),
        Setting("drain", \.drain, "how results leave an output-stationary array"),
        Setting("edgeTiles", \.edgeTiles, "whether edge tiles move only the rows they use"),
        Setting("minimumRowsPerBlock", \.minimumRowsPerBlock, "rows that the shortest stream occupies"),
        Setting("dispatchGap", \.dispatchGap, "idle cycles between tiles"),
        Setting("latency.fixed", \.latency.fixed, "cycles from the last row in to the last result out"),
        Setting("latency.perRow", \.latency.perRow, "... and as many per array row"),
        Setting("latency.perColumn", \.latency.perColumn, "... and as many per array column"),
        Setting("accumulators", \.accumulators, "storage for 32-bit partial sums"),
        Setting("accumulatorOverflow", \.accumulatorOverflow, "what to do when partial sums do not fit"),
        Setting("rates.int4", \.rates.int4, "INT4 products per element and cycle"),
        Setting("rates.int8", \.rates.int8, "INT8 products per element and cycle"),
        Setting("rates.fp16", \.rates.fp16, "FP16 products per element and cycle"),
        Setting("rates.bf16", \.rates.bf16, "BF16 products per element and cycle"),
        Setting("activation.order", \.activationOrder, "when results meet the activation unit"),
        Setting("activation.latency", \.activationLatency, "cycles that the activation unit adds"),
    ]
}
