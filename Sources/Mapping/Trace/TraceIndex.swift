import Architecture
import OperatorTrace
import Quantities

/// The workload as the mapper sees it: one list of steps, and storages that know who touches them.
struct TraceIndex {
    let workload: Workload
    private(set) var steps: [Step] = []
    private(set) var storages: [Storage] = []
    private(set) var operations: [ProgramOperation] = []
    /// The steps of every layer, by layer index.
    private(set) var layerSteps: [Range<Int>] = []
    /// The steps of every stage.
    private(set) var stageSteps: [Range<Int>] = []
    private var storageOfTensor: [StorageID]

    init(_ workload: Workload) {
        self.workload = workload
        let views = TensorViews(workload)
        storageOfTensor = []
        var storageOfRoot: [Int: StorageID] = [:]
        for tensor in workload.tensors.indices {
            let root = views.root(of: tensor)
            if let known = storageOfRoot[root] {
                storageOfTensor.append(known)
                storages[known.index].absorb(workload.tensors[tensor])
            } else {
                let id = StorageID(index: storages.count)
                storages.append(Storage(workload.tensors[tensor]))
                storageOfRoot[root] = id
                storageOfTensor.append(id)
            }
        }
        listSteps(views)
        recordTouches()
    }

    // Compiled in place, so that who asks for one property of a storage or tensor gets no copy of all.
    @inline(__always)
    subscript(id: StorageID) -> Storage { storages[id.index] }

    func storage(of tensor: TensorID) -> StorageID { storageOfTensor[tensor.index] }

    @inline(__always)
    func tensor(_ id: TensorID) -> Tensor { workload.tensors[id.index] }

    /// `stage.layer.operation`, as errors name it.
    func path(of step: Int) -> String {
        let operation = operations[steps[step].operation]
        return "\(workload.stages[steps[step].stage].name).\(operation.layer).\(operation.name)"
    }

    func iterations(ofStage stage: Int) -> Int { workload.stages[stage].iterations }

    /// The storages that a step reads, each once, then the one it writes.
    func reads(of step: Step) -> [StorageID] {
        var seen: [StorageID] = []
        for tensor in step.body.reads {
            let id = storage(of: tensor)
            if !seen.contains(id) { seen.append(id) }
        }
        return seen
    }

    func output(of step: Step) -> StorageID { storage(of: step.body.output) }

    private mutating func listSteps(_ views: TensorViews) {
        for (stageIndex, stage) in workload.stages.enumerated() {
            let firstOfStage = steps.count
            for layer in stage.layers {
                let layerIndex = layerSteps.count
                let firstOfLayer = steps.count
                for operation in layer.operations {
                    operations.append(
                        ProgramOperation(
                            name: operation.name, layer: layer.name, stage: stageIndex, layerIndex: layerIndex))
                    guard !views.isFree(operation) else { continue }
                    steps.append(
                        Step(
                            operation: operations.count - 1, stage: stageIndex, layer: layerIndex,
                            body: operation.body, isLookup: operation.body.isLookup))
                }
                layerSteps.append(firstOfLayer..<steps.count)
            }
            stageSteps.append(firstOfStage..<steps.count)
        }
    }

    private mutating func recordTouches() {
        for (index, step) in steps.enumerated() {
            for id in reads(of: step) { storages[id.index].touches.append(.init(step: index, isWrite: false)) }
            let written = output(of: step).index
            storages[written].touches.append(.init(step: index, isWrite: true))
            if storages[written].perIteration {
                storages[written].slices = workload.stages[step.stage].iterations
            }
        }
    }
}

extension Operation.Body {
    var isLookup: Bool {
        guard case .vector(let operation) = self else { return false }
        return operation.kind == .embeddingLookup
    }

    var reads: [TensorID] { Operation(name: "", body: self).reads }
    var output: TensorID { Operation(name: "", body: self).output }
}

extension Storage {
    init(_ tensor: Tensor) {
        self.init(
            name: tensor.name, kind: tensor.kind, rows: tensor.rows, columns: tensor.columns,
            elementType: tensor.elementType, placement: tensor.placement, perIteration: tensor.perIteration)
    }

    /// Takes in a tensor that is a view of the same numbers: what is kept for later outweighs what is not.
    mutating func absorb(_ view: Tensor) {
        if kind == .activation, view.kind != .activation {
            kind = view.kind
            name = view.name
        }
        if view.placement == .onChip { placement = .onChip }
        perIteration = perIteration || view.perIteration
    }
}
