import Architecture
import OperatorTrace
import Quantities

/// The workload as the mapper sees it: one list of steps, and storages that know who touches them.
///
/// A class because it is large, never changes, and is handed to everything that maps. What does not depend on the
/// machine is found here once, so that many machines can share it.
package final class TraceIndex: Sendable {
    package let workload: Workload
    let steps: [Step]
    let operations: [ProgramOperation]
    /// The steps of every layer, by layer index.
    let layerSteps: [Range<Int>]
    /// The steps, and the layers, of every stage.
    let stageSteps: [Range<Int>]
    let stageLayers: [Range<Int>]
    /// Which layers are alike.
    let layers: LayerKinds
    private let table: StorageTable
    /// What an iteration hands to the next, and what that finds it as.
    private let carriedFrom: Set<StorageID>
    private let carriedTo: Set<StorageID>
    /// What is known of every step that is a product.
    private let products: [ProductFacts?]
    /// All attention blocks, in order.
    let blocks: [AttentionBlock]

    /// - Parameter workload: validated.
    package init(_ workload: Workload) {
        self.workload = workload
        let views = TensorViews(workload)
        let list = StepList(workload, views)
        let table = StorageTable(workload, views, touchedBy: list.steps)
        steps = list.steps
        operations = list.operations
        layerSteps = list.layerSteps
        stageSteps = list.stageSteps
        stageLayers = list.stageLayers
        let carries = workload.stages.flatMap(\.carried)
        carriedFrom = Set(carries.map { table.storage(of: $0.written) })
        carriedTo = Set(carries.map { table.storage(of: $0.read) })
        layers = LayerKinds(list.layerSteps, list.steps, in: table, carried: carriedFrom)
        products = ProductFacts.list(list.steps, in: table)
        blocks = list.steps.indices.compactMap { AttentionBlock(startingAt: $0, list.steps, in: table) }
        self.table = table
    }

    var storages: [Storage] { table.storages }

    // Lent, and compiled in place, so that who asks for one property of a storage or tensor gets no copy of all.
    @inline(__always)
    subscript(id: StorageID) -> Storage { _read { yield table.storages[id.index] } }

    @inline(__always)
    func storage(of tensor: TensorID) -> StorageID { table.storage(of: tensor) }

    @inline(__always)
    func tensor(_ id: TensorID) -> TensorFacts { table.tensor(id) }

    /// `stage.layer.operation`, as errors name it.
    func path(of step: Int) -> String {
        let operation = operations[steps[step].operation]
        return "\(workload.stages[steps[step].stage].name).\(operation.layer).\(operation.name)"
    }

    func iterations(ofStage stage: Int) -> Int { workload.stages[stage].iterations }

    /// What is known of a step that is a product.
    @inline(__always)
    func product(at step: Int) -> ProductFacts {
        guard let facts = products[step] else { preconditionFailure("step \(step) is no product") }
        return facts
    }

    /// Whether an iteration hands it to the next.
    func isCarried(_ id: StorageID) -> Bool { carriedFrom.contains(id) }

    /// Whether an iteration hands it to the next, or finds in it what the one before has handed on.
    func isCarriedOver(_ id: StorageID) -> Bool { carriedFrom.contains(id) || carriedTo.contains(id) }

    func output(of step: Step) -> StorageID { storage(of: step.output) }

    /// The widest element of some tensors, in bits.
    func bits(_ tensors: [TensorID]) -> Int { table.bits(tensors) }
}

/// The operations of all stages in order, and those that are steps.
private struct StepList {
    private(set) var steps: [Step] = []
    private(set) var operations: [ProgramOperation] = []
    private(set) var layerSteps: [Range<Int>] = []
    private(set) var stageSteps: [Range<Int>] = []
    private(set) var stageLayers: [Range<Int>] = []

    init(_ workload: Workload, _ views: TensorViews) {
        for (stageIndex, stage) in workload.stages.enumerated() {
            let (firstOfStage, firstLayer) = (steps.count, layerSteps.count)
            for layer in stage.layers {
                let layerIndex = layerSteps.count
                let firstOfLayer = steps.count
                for operation in layer.operations {
                    operations.append(
                        ProgramOperation(
                            name: operation.name, layer: layer.name, stage: stageIndex, layerIndex: layerIndex))
                    guard !views.isFree(operation) else { continue }
                    steps.append(
                        Step(operation, number: operations.count - 1, stage: stageIndex, layer: layerIndex))
                }
                layerSteps.append(firstOfLayer..<steps.count)
            }
            stageSteps.append(firstOfStage..<steps.count)
            stageLayers.append(firstLayer..<layerSteps.count)
        }
    }
}

extension Operation.Body {
    var isLookup: Bool {
        guard case .vector(let operation) = self else { return false }
        return operation.kind == .embeddingLookup
    }
}
