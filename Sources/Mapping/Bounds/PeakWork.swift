import Architecture
import OperatorTrace
import Quantities

/// Work of the array and the vector unit, counted for the rooflines.
struct PeakWork {
    /// Multiply-accumulates by operand type, in the order of `OperandType.allCases`.
    private var macs = Array(repeating: 0, count: OperandType.allCases.count)
    /// Elements times passes.
    private var vectorOperations = 0

    init() {}

    /// The work of all iterations of a stage, in all inferences.
    init(_ index: TraceIndex, stage: Int, _ machine: AcceleratorSpec, inferences: Int) {
        let iterations = index.iterations(ofStage: stage) * inferences
        for step in index.stageSteps[stage] {
            switch index.bodies[step] {
            case .product(let product):
                guard let type = index.product(at: step).type,
                    let place = OperandType.allCases.firstIndex(of: type)
                else { continue }
                macs[place] += product.macs.count * iterations
            case .vector(let operation):
                guard operation.kind != .embeddingLookup else { continue }
                let passes = machine.vector.passes(of: VectorFunction(operation.kind))
                vectorOperations += index.tensor(operation.output).elements * passes * iterations
            }
        }
    }

    static func += (left: inout PeakWork, right: PeakWork) {
        for place in left.macs.indices { left.macs[place] += right.macs[place] }
        left.vectorOperations += right.vectorOperations
    }

    /// Cycles at one multiply-accumulate per element times the type's rate, rounded up once for each type.
    func arrayCycles(_ array: ArraySpec) -> Cycles {
        var cycles = 0
        for (type, count) in zip(OperandType.allCases, macs) where count > 0 {
            let rate = array.rates[type]
            cycles +=
                productDividedRoundingUp(
                    count, by: rate.denominator, over: array.rows * array.columns * rate.numerator) ?? 0
        }
        return Cycles(cycles)
    }

    func vectorCycles(_ vector: VectorSpec) -> Cycles {
        Cycles((vectorOperations + vector.lanes - 1) / vector.lanes)
    }
}
