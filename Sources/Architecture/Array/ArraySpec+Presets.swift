import Quantities

extension ArraySpec {
    /// The arrays of public designs, by the names users write; sizes may be changed, latencies follow.
    package static let presets: [(name: String, spec: ArraySpec)] = [
        ("gemmini", gemmini), ("opentpu", openTPU), ("tinytpu", tinyTPU), ("tiny-tpu", tinyTPUCameronshinn),
        ("scale-sim", scaleSim),
    ]

    /// Gemmini's mesh (github.com/ucb-bar/gemmini), 16 x 16: the next tile enters in lock step with the rows of this
    /// one, a block takes at least 4 rows, and the ports add 3 registers to the skew.
    package static let gemmini: ArraySpec = {
        var spec = square(16)
        spec.load.overlap = .lockStep
        spec.edgeTiles = .padded
        spec.minimumRowsPerBlock = 4
        spec.latency = LinearLatency(fixed: 1, perRow: 1, perColumn: 1)
        spec.accumulators = Bytes(64 << 10)
        return spec
    }()

    /// OpenTPU's matrix unit (github.com/UCSBarchlab/OpenTPU), 16 x 16: two weight registers per element, written in all
    /// columns at once, so a push waits for the switch to have crossed them; 3 cycles to start a push, 1 idle cycle
    /// between multiplies. Timed with the first weights waiting; `load.first = exposed` adds their fetch at 64 B per
    /// cycle and the push.
    package static let openTPU: ArraySpec = {
        var spec = square(16)
        spec.load = StationaryLoad(
            first: .hidden, fixed: 3, settle: LinearLatency(fixed: -1, perColumn: 1), fetchBytesPerCycle: 64)
        spec.edgeTiles = .padded
        spec.dispatchGap = 1
        spec.latency = LinearLatency(perRow: 1, perColumn: 1)
        return spec
    }()

    /// tinyTPU (github.com/jofrfu/tinyTPU), 14 x 14: weight rows are written in place, one per cycle, under the previous
    /// multiply; dispatching a tile takes 4 cycles; operands are broadcast along a row, so only rows are skewed; the
    /// activation unit reads the accumulators in a second pass.
    package static let tinyTPU: ArraySpec = {
        var spec = square(14)
        spec.load.first = .hidden
        spec.edgeTiles = .padded
        spec.dispatchGap = 4
        spec.latency = LinearLatency(fixed: 15, perRow: 1)
        spec.activationOrder = .afterwards
        spec.activationLatency = 14
        return spec
    }()

    /// tiny-tpu's systolic array (github.com/cameronshinn/tiny-tpu), 16 x 16: one weight register per element, so
    /// nothing overlaps; weights enter all columns at once, so a load waits for the rows to be through the last one.
    package static let tinyTPUCameronshinn: ArraySpec = {
        var spec = square(16)
        spec.load.overlap = .notOverlapped
        spec.load.settle = LinearLatency(fixed: -2, perColumn: 1)
        spec.edgeTiles = .padded
        return spec
    }()

    /// SCALE-Sim's compute model (github.com/scalesim-project/SCALE-Sim), 32 x 32: every fold is loaded, streamed and
    /// emptied before the next begins; sums of an output-stationary fold are written from where they are; no
    /// accumulators, so every partial sum goes to the scratchpad.
    package static let scaleSim: ArraySpec = {
        var spec = square(32)
        spec.load.overlap = .notOverlapped
        spec.load.settle = LinearLatency(fixed: -2, perRow: 1, perColumn: 1)
        spec.drain = .inPlace
        spec.edgeTiles = .padded
        spec.accumulators = .zero
        spec.accumulatorOverflow = .spill
        spec.rates = .uniform
        return spec
    }()

    private static func square(_ size: Int) -> ArraySpec {
        var spec = ArraySpec()
        spec.rows = size
        spec.columns = size
        spec.rates = .int8Only
        return spec
    }
}
