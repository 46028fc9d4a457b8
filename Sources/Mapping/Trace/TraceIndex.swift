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
    /// By step, its operands and what it does with them.
    let bodies: [Operation.Body]
    private let tensorsRead: [TensorID]
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
        let table = StorageTable(workload, touchedBy: list)
        steps = list.steps
        bodies = list.bodies
        tensorsRead = list.tensorsRead
        operations = list.operations
        layerSteps = list.layerSteps
        stageSteps = list.stageSteps
        stageLayers = list.stageLayers
        let carries = workload.stages.flatMap(\.carried)
        carriedFrom = StorageSet(carries.map { table.storage(of: $0.written) }, of: table.storages.count)
        carriedTo = StorageSet(carries.map { table.storage(of: $0.read) }, of: table.storages.count)
        layers = LayerKinds(list, in: table, carried: carriedFrom)
        products = ProductFacts.list(list.bodies, in: table)
        blocks = list.steps.indices.compactMap { AttentionBlock(startingAt: $0, list, in: table) }
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

    /// What a step reads, in the order in which files name it.
    func reads(of step: Step) -> ArraySlice<TensorID> { tensorsRead[step.reads] }

    func output(of step: Step) -> StorageID { storage(of: step.output) }

    /// The widest element of some tensors, in bits.
    func bits(_ tensors: [TensorID]) -> Int { table.bits(tensors) }
}
