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
    private let carriedFrom: StorageSet
    private let carriedTo: StorageSet
    /// What is known of every step that is a product.
    private let products: [ProductFacts?]
    /// All attention blocks, in order.
    let blocks: [AttentionBlock]

    /// - Parameter workload: validated.
    package init(_ workload: Workload) {
        self.workload = workload
        let list = StepList(workload)
        let table = StorageTable(workload, list.views, touchedBy: list.steps)
        steps = list.steps
        operations = list.operations
        layerSteps = list.layerSteps
        stageSteps = list.stageSteps
        stageLayers = list.stageLayers
        let carries = workload.stages.flatMap(\.carried)
        carriedFrom = StorageSet(carries.map { table.storage(of: $0.written) }, of: table.storages.count)
        carriedTo = StorageSet(carries.map { table.storage(of: $0.read) }, of: table.storages.count)
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
    let views: TensorViews

    init(_ workload: Workload) {
        let all = Self.allOperations(of: workload, &operations)
        views = TensorViews(workload.tensors, all)
        steps.reserveCapacity(all.count)
        var next = 0
        for stage in workload.stages {
            let (firstOfStage, firstLayer) = (steps.count, layerSteps.count)
            for layer in stage.layers {
                let firstOfLayer = steps.count
                for step in all[next..<next + layer.operations.count] where !views.isFree(step) { steps.append(step) }
                next += layer.operations.count
                layerSteps.append(firstOfLayer..<steps.count)
            }
            stageSteps.append(firstOfStage..<steps.count)
            stageLayers.append(firstLayer..<layerSteps.count)
        }
    }

    /// Every operation as a step, also those that are free; and what reports call them.
    private static func allOperations(of workload: Workload, _ names: inout [ProgramOperation]) -> [Step] {
        let count = workload.stages.reduce(0) { $1.layers.reduce($0) { $0 + $1.operations.count } }
        var steps: [Step] = []
        steps.reserveCapacity(count)
        names.reserveCapacity(count)
        var layerIndex = 0
        for (stage, layers) in workload.stages.map(\.layers).enumerated() {
            for layer in layers {
                // By place: what a loop hands out is a copy, with its name and lists of tensors.
                for place in layer.operations.indices {
                    names.append(
                        ProgramOperation(
                            name: layer.operations[place].name, layer: layer.name, stage: stage,
                            layerIndex: layerIndex))
                    steps.append(
                        Step(layer.operations[place].body, number: steps.count, stage: stage, layer: layerIndex))
                }
                layerIndex += 1
            }
        }
        return steps
    }
}

/// A set of storages that is asked often.
struct StorageSet {
    /// By storage.
    private var isMember: [Bool]

    /// - Parameter count: how many storages there are.
    init(_ members: [StorageID], of count: Int) {
        isMember = Array(repeating: false, count: count)
        for member in members { isMember[member.index] = true }
    }

    func contains(_ id: StorageID) -> Bool { isMember[id.index] }
}
