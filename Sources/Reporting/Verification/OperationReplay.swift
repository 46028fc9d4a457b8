import Architecture
import OperatorTrace
import Quantities

/// The order of operations that depend on each other, whatever the program makes its commands wait for.
///
/// An operation reads its operands whole, so that one of its commands needs the last part of each.
struct OperationReplay {
    private let placed: [PlacedOperation]
    private let isGather: [Bool]
    /// By operation, those whose results it reads.
    private let sources: [[Int]]
    /// By operation, what its latest iteration did.
    private var latest: [Times]
    /// By tensor of the program, that of the workload.
    private let tensors: [TensorID?]
    private let stageOperations: [[Int]]
    private var results = VerifiedCheck("results", "no operation is done before the results that it reads are there")
    private var loads = VerifiedCheck("loads", "no load ends after the last command that needs it")

    private struct Times {
        var iteration = -1
        var inference = -1
        /// When its last computing command was taken up.
        var lastIssued: Cycles?
        /// When its last result, and its last operand, was there.
        var lastCompleted = Cycles(0)
        var lastLoaded = Cycles(0)
    }

    init(_ program: Program, _ workload: Workload) {
        placed = workload.placedOperations
        isGather = placed.map { $0.operation.kindName == VectorKind.embeddingLookup.rawValue }
        latest = Array(repeating: Times(), count: placed.count)
        var computes = [Bool](repeating: false, count: placed.count)
        for command in program.commands where Self.isResult(command, isGather) {
            computes[Int(command.operation)] = true
        }
        stageOperations = workload.stages.indices.map { [placed] stage in
            placed.indices.filter { placed[$0].place.stage == stage }
        }
        sources = Self.sources(placed, computes)
        var byName: [String: TensorID] = [:]
        for (place, tensor) in workload.tensors.enumerated() { byName[tensor.name] = TensorID(place) }
        tensors = program.tensors.map { byName[$0.name] }
    }

    /// An operation without commands only renames or joins what it reads: its readers depend on what that depends on.
    private static func sources(_ placed: [PlacedOperation], _ computes: [Bool]) -> [[Int]] {
        var producers: [Int: [Int]] = [:]
        return placed.map { reader in
            let sources = reader.operation.reads.flatMap { producers[$0.index] ?? [] }
            producers[reader.operation.output.index] = computes[reader.index] ? [reader.index] : sources
            return sources
        }
    }

    private static func isResult(_ command: Command, _ isGather: [Bool]) -> Bool {
        command.queue == .array || command.queue == .vector
            || (command.queue == .fetch && isGather[Int(command.operation)])
    }

    mutating func add(_ execution: OrderReplay.Execution) {
        let operation = Int(execution.command.operation)
        guard execution.isRecorded, latest.indices.contains(operation) else { return }
        touch(operation, execution)
        if Self.isResult(execution.command, isGather) {
            latest[operation].lastIssued = max(latest[operation].lastIssued ?? .zero, execution.issued)
            latest[operation].lastCompleted = max(latest[operation].lastCompleted, execution.completed)
        } else if case .transfer(let transfer) = execution.command.work, execution.command.queue != .store,
            let tensor = tensors[Int(transfer.tensor)], let reader = reader(of: tensor, from: operation)
        {
            touch(reader, execution)
            latest[reader].lastLoaded = max(latest[reader].lastLoaded, execution.completed)
        }
    }

    private mutating func touch(_ operation: Int, _ execution: OrderReplay.Execution) {
        guard latest[operation].iteration != execution.iteration || latest[operation].inference != execution.inference
        else { return }
        latest[operation] = Times(iteration: execution.iteration, inference: execution.inference)
    }

    /// The operation that a load serves: the next one of the stage that reads the tensor. An attention loads for all of
    /// its operations at once.
    private func reader(of tensor: TensorID, from operation: Int) -> Int? {
        for place in operation..<placed.count where placed[place].place.stage == placed[operation].place.stage {
            if placed[place].operation.reads.contains(tensor) { return place }
        }
        return nil
    }

    /// Holds the operations of a stage against each other once an iteration has been walked through.
    mutating func closeIteration(ofStage stage: Int) {
        for reader in stageOperations[stage] {
            guard let issued = latest[reader].lastIssued else { continue }
            let name = placed[reader].operation.name
            loads.expect(
                latest[reader].lastLoaded <= issued,
                "\(name) is at its last command at \(issued.count), a load for it ends at "
                    + "\(latest[reader].lastLoaded.count)")
            for source in sources[reader] where latest[source].lastIssued != nil {
                results.expect(
                    issued >= latest[source].lastCompleted,
                    "\(name) is at its last command at \(issued.count), \(placed[source].operation.name) ends at "
                        + "\(latest[source].lastCompleted.count)")
            }
        }
    }

    var checks: [VerifiedCheck] { [results, loads] }
}
