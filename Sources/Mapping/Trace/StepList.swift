import Architecture
import OperatorTrace

/// The operations of all stages in order, and those of them that are steps.
struct StepList {
    private(set) var steps: [Step] = []
    /// By step.
    private(set) var bodies: [Operation.Body] = []
    /// What the operations read, in the order in which files name it.
    private(set) var tensorsRead: [TensorID] = []
    private(set) var operations: [ProgramOperation] = []
    private(set) var layerSteps: [Range<Int>] = []
    private(set) var stageSteps: [Range<Int>] = []
    private(set) var stageLayers: [Range<Int>] = []
    /// Which tensors are views of others, for which no step is needed.
    private(set) var views: TensorViews

    init(_ workload: Workload) {
        views = TensorViews(workload.tensors.count)
        let all = listOperations(of: workload)
        views.find(among: workload.tensors, all, reading: tensorsRead)
        steps.reserveCapacity(all.count)
        bodies.reserveCapacity(all.count)
        var next = 0
        for stage in workload.stages {
            let (firstOfStage, firstLayer) = (steps.count, layerSteps.count)
            for layer in stage.layers {
                let firstOfLayer = steps.count
                // By place: what a loop hands out is a copy, with its name and lists of tensors.
                for place in layer.operations.indices {
                    let step = all[next + place]
                    guard !views.isFree(step, reading: tensorsRead) else { continue }
                    steps.append(step)
                    bodies.append(layer.operations[place].body)
                }
                next += layer.operations.count
                layerSteps.append(firstOfLayer..<steps.count)
            }
            stageSteps.append(firstOfStage..<steps.count)
            stageLayers.append(firstLayer..<layerSteps.count)
        }
    }

    /// Every operation as a step, also those that are free.
    private mutating func listOperations(of workload: Workload) -> [Step] {
        let count = workload.stages.reduce(0) { $1.layers.reduce($0) { $0 + $1.operations.count } }
        var steps: [Step] = []
        steps.reserveCapacity(count)
        operations.reserveCapacity(count)
        tensorsRead.reserveCapacity(3 * count)
        var layerIndex = 0
        for (stage, layers) in workload.stages.map(\.layers).enumerated() {
            for layer in layers {
                for place in layer.operations.indices {
                    operations.append(
                        ProgramOperation(
                            name: layer.operations[place].name, layer: layer.name, stage: stage,
                            layerIndex: layerIndex))
                    let firstRead = tensorsRead.count
                    layer.operations[place].body.forEachRead { tensorsRead.append($0) }
                    steps.append(
                        Step(
                            operation: steps.count, stage: stage, layer: layerIndex,
                            reads: firstRead..<tensorsRead.count, output: layer.operations[place].output,
                            kind: layer.operations[place].body.vectorKind))
                }
                layerIndex += 1
            }
        }
        return steps
    }
}

extension Operation.Body {
    /// What the vector unit does; nil for a product.
    fileprivate var vectorKind: VectorKind? {
        guard case .vector(let operation) = self else { return nil }
        return operation.kind
    }
}
