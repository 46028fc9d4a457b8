import OperatorTrace

/// From which operation to which each activation is held, operations numbered in order of execution, iterations once.
struct Lifetimes {
    /// Every operation in order of execution.
    let operations: [PlacedOperation]
    /// The numbers of a stage's operations.
    let stages: [Range<Int>]
    /// By tensor index; nil for what is no activation or never used.
    private(set) var spans: [ClosedRange<Int>?]
    /// By tensor index: true for scores of an attention and what becomes of them before they meet the values.
    let isScores: [Bool]

    init(of workload: Workload) {
        operations = workload.placedOperations
        var start = 0
        stages = workload.stages.map { stage in
            let count = stage.layers.reduce(0) { $0 + $1.operations.count }
            defer { start += count }
            return start..<start + count
        }
        spans = Array(repeating: nil, count: workload.tensors.count)
        isScores = Self.scores(of: workload, operations)
        var lastReaders = [Int](repeating: -1, count: workload.tensors.count)
        for (stage, range) in zip(workload.stages, stages) {
            for placed in operations[range] {
                for id in placed.operation.reads {
                    extend(id, toReadBy: placed, in: workload)
                    lastReaders[id.index] = placed.index
                }
                extend(placed.operation.output, to: placed.index...placed.index)
            }
            extend(stage.carried, through: range, lastReaders: lastReaders)
        }
        for placed in operations where workload[placed.operation.output].kind == .output {
            extend(placed.operation.output, to: placed.index...max(placed.index, operations.count - 1))
        }
        for (index, tensor) in workload.tensors.enumerated() where !tensor.kind.isActivation { spans[index] = nil }
    }

    private mutating func extend(_ id: TensorID, to span: ClosedRange<Int>) {
        let known = spans[id.index] ?? span
        spans[id.index] = min(known.lowerBound, span.lowerBound)...max(known.upperBound, span.upperBound)
    }

    /// What comes from before an iterated stage is there for all of its iterations, unless each has a slice of its own.
    private mutating func extend(_ id: TensorID, toReadBy placed: PlacedOperation, in workload: Workload) {
        let stage = stages[placed.place.stage]
        let isMadeHere = spans[id.index].map { stage.contains($0.lowerBound) } ?? false
        let isMadeByOperation = !workload[id].kind.isStored
        let isReadAgain = placed.executions > 1 && !workload[id].perIteration && !(isMadeByOperation && isMadeHere)
        extend(id, to: isReadAgain ? stage.lowerBound...stage.upperBound - 1 : placed.index...placed.index)
    }

    /// A carried tensor is held from where it is written to the end of the iteration, and from the beginning of the next
    /// to its last reader.
    private mutating func extend(_ carried: [Carry], through stage: Range<Int>, lastReaders: [Int]) {
        for carry in carried {
            extend(carry.written, to: stage.upperBound - 1...stage.upperBound - 1)
            let last = max(lastReaders[carry.read.index], stage.lowerBound)
            spans[carry.read.index] = min(spans[carry.read.index]?.lowerBound ?? last, stage.lowerBound)...last
        }
    }

    /// Follows the left operands of products with computed matrices back to the products that made them.
    private static func scores(of workload: Workload, _ operations: [PlacedOperation]) -> [Bool] {
        var isScores = [Bool](repeating: false, count: workload.tensors.count)
        for placed in operations.reversed() {
            switch placed.operation.body {
            case .product(let product):
                let isAttention = !product.transposesB && product.b.allSatisfy { workload[$0].kind != .weight }
                if isAttention { for id in product.a { isScores[id.index] = true } }
            case .vector(let vector):
                guard isScores[vector.output.index] else { continue }
                for id in vector.inputs where workload[id].elements == workload[vector.output].elements {
                    isScores[id.index] = true
                }
            }
        }
        return isScores
    }
}

extension TensorKind {
    /// True for what an inference computes or is given, K/V cache apart.
    var isActivation: Bool {
        switch self {
        case .activation, .input, .output: true
        case .weight, .constant, .keyValueCache: false
        }
    }
}
