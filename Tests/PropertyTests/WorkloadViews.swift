import OperatorTrace

/// Tensors that are other names for the same numbers: a pixel shuffle is addressing, and a scale of a product's result
/// that nothing else reads is part of its requantisation.
struct WorkloadViews {
    private let workload: Workload
    private var source: [Int: Int] = [:]
    /// By the first of some views, what their numbers are for: more than an activation if one of the names is.
    private var kinds: [Int: TensorKind] = [:]
    private var onChip: Set<Int> = []

    init(_ workload: Workload) {
        self.workload = workload
        var readers: [Int: Int] = [:]
        for placed in workload.placedOperations {
            for id in placed.operation.reads { readers[id.index, default: 0] += 1 }
        }
        for layer in workload.stages.flatMap(\.layers) {
            var results: Set<Int> = []
            for operation in layer.operations {
                guard case .vector(let vector) = operation.body else {
                    results.insert(operation.output.index)
                    continue
                }
                guard let input = vector.inputs.first, workload[input].elementType == workload[vector.output].elementType,
                    workload[input].perIteration == workload[vector.output].perIteration || vector.kind == .scale
                else { continue }
                let isFoldedScale = vector.kind == .scale && results.contains(input.index)
                    && readers[input.index] == 1 && workload[input].kind == .activation
                guard vector.kind == .pixelShuffle || isFoldedScale else { continue }
                source[vector.output.index] = input.index
                if results.contains(input.index) { results.insert(vector.output.index) }
            }
        }
        collectProperties()
    }

    private mutating func collectProperties() {
        for (index, tensor) in workload.tensors.enumerated() {
            let root = root(TensorID(index))
            if kinds[root] ?? .activation == .activation { kinds[root] = tensor.kind }
            if tensor.placement == .onChip { onChip.insert(root) }
        }
    }

    func root(_ id: TensorID) -> Int {
        var index = id.index
        while let next = source[index] { index = next }
        return index
    }

    func isFree(_ operation: Operation) -> Bool { source[operation.output.index] != nil }

    func kind(_ id: TensorID) -> TensorKind { kinds[root(id)] ?? .activation }

    func isOnChip(_ id: TensorID) -> Bool { onChip.contains(root(id)) }
}
