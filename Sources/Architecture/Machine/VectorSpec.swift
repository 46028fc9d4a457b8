import Quantities

/// The vector unit: one element per lane and cycle and pass.
package struct VectorSpec: Equatable, Sendable {
    /// Elements handled per cycle. Assumption: see Docs/Assumptions.md.
    package var lanes = 256
    /// Cycles from issuing a pass to its first result. Assumption: see Docs/Assumptions.md.
    package var startUp = 16
    /// How softmax finds its row maximum and sum.
    package var softmax = SoftmaxMethod.safe

    package init() {}

    package static let settings: [Setting<VectorSpec>] = [
        Setting("lanes", \.lanes, "elements handled per cycle"),
        Setting("startUp", \.startUp, "cycles before the first result of a pass"),
        Setting("softmax", \.softmax, "how softmax finds maximum and sum"),
    ]

    /// How often a function goes over its data.
    package func passes(of function: VectorFunction) -> Int {
        function == .softmax ? softmax.passes : function.passes
    }

    /// Cycles that the unit is busy with some work, start-up included.
    package func cycles(for work: VectorWork) -> Cycles {
        Cycles(startUp + passes(of: work.function) * laneRows(of: work))
    }

    /// Bytes that some work reads from SRAM and writes to it: operands in every pass, all else once.
    package func sramTraffic(of work: VectorWork) -> Bytes {
        work.inputs * passes(of: work.function) + work.parameters + work.outputs
    }

    /// The least cycles any order of the work could take: no start-up, lanes always full.
    package func leastCycles(function: VectorFunction, elements: Int) -> Int {
        let operations = passes(of: function).multipliedReportingOverflow(by: elements)
        return operations.overflow ? Int.max / lanes : (operations.partialValue + lanes - 1) / lanes
    }

    /// Vectors of `lanes` elements that a pass issues. A row that is reduced to one number has vectors of its own.
    private func laneRows(of work: VectorWork) -> Int {
        work.function.reducesRows
            ? work.rows * ((work.columns + lanes - 1) / lanes)
            : (work.elements + lanes - 1) / lanes
    }
}

/// How softmax is computed without overflow.
package enum SoftmaxMethod: String, CaseIterable, TextValue {
    /// Maximum; exponentials and their sum; division: three passes.
    case safe
    /// Maximum and sum in one pass, corrected as the maximum grows; exponentials and division in a second
    /// (Milakov and Gimelshein 2018, arXiv:1805.02867).
    case online

    package var passes: Int {
        switch self {
        case .safe: 3
        case .online: 2
        }
    }
}

/// What the vector unit computes.
package enum VectorFunction: String, CaseIterable, Sendable {
    case softmax, layerNorm, rmsNorm, gelu, silu, multiply, add, rope, scale, mask
    case concatenate, sinusoid, eulerStep

    /// True if a row is reduced to one number (maximum, sum), so that rows do not share a vector of lanes.
    package var reducesRows: Bool {
        switch self {
        case .softmax, .layerNorm, .rmsNorm: true
        default: false
        }
    }

    /// How often it goes over its data, at one element per lane and cycle; softmax by `VectorSpec.softmax`.
    ///
    /// Norms: sums, then normalisation with scale and shift. RoPE: two multiply-adds per element. GELU, SiLU, sine:
    /// one look-up with interpolation. Assumptions: see Docs/Assumptions.md.
    package var passes: Int {
        switch self {
        case .softmax: SoftmaxMethod.safe.passes
        case .layerNorm, .rmsNorm, .rope: 2
        case .gelu, .silu, .multiply, .add, .scale, .mask, .concatenate, .sinusoid, .eulerStep: 1
        }
    }
}
