import Architecture
import OperatorTrace
import Quantities

extension Timeline {
    /// Reads from HBM that start before an earlier write of the same tensor has ended, and writes that start before an
    /// earlier read has.
    func memoryHazards(_ program: Program, _ workload: Workload) -> [String] {
        var faults: [String] = []
        var lastWrite = Array(repeating: Cycles(0), count: program.tensors.count)
        var lastRead = lastWrite
        var lastWriteBefore = lastWrite
        var iteration = 0
        let sources = carriedSources(program, workload)
        for execution in executions {
            if execution.iteration != iteration { (iteration, lastWriteBefore) = (execution.iteration, lastWrite) }
            guard case .transfer(let transfer) = execution.command.work else { continue }
            let tensor = Int(transfer.tensor)
            // Partial sums on their way lie behind all tensors, and each tile of them waits for its own store.
            let place = program.tensors[tensor]
            guard transfer.address < place.address + place.bytes.count else { continue }
            if execution.command.queue == .store {
                if execution.issued < lastRead[tensor] {
                    faults.append("\(program.tensors[tensor].name) is overwritten while it is read")
                }
                lastWrite[tensor] = max(lastWrite[tensor], execution.completed)
            } else {
                let source = execution.iteration > 0 ? sources[tensor] : nil
                let written = max(lastWrite[tensor], source.map { lastWriteBefore[$0] } ?? .zero)
                if execution.issued < written {
                    faults.append("\(program.tensors[tensor].name) is read while it is written")
                }
                lastRead[tensor] = max(lastRead[tensor], execution.completed)
            }
        }
        return faults
    }

    /// By tensor, the one whose numbers it takes over from the iteration before.
    private func carriedSources(_ program: Program, _ workload: Workload) -> [Int: Int] {
        var sources: [Int: Int] = [:]
        for carry in workload.stages.flatMap(\.carried) {
            let read = program.tensors.firstIndex { $0.name == workload[carry.read].name }
            let written = program.tensors.firstIndex { $0.name == workload[carry.written].name }
            if let read, let written { sources[read] = written }
        }
        return sources
    }

    /// Operations whose last command is taken up before all of what they read has been computed.
    ///
    /// An operation reads its inputs whole, so that one of its commands needs the last part of each.
    func dataHazards(_ workload: Workload) -> [String] {
        let views = WorkloadViews(workload)
        let placed = workload.placedOperations
        let times = computationTimes(placed)
        var faults: [String] = []
        var producers: [Int: PlacedOperation] = [:]
        for reader in placed where !views.isFree(reader.operation) {
            for id in reader.operation.reads {
                guard let producer = producers[views.root(id)] else { continue }
                for iteration in 0..<reader.executions {
                    let before = producer.place.stage == reader.place.stage ? iteration : producer.executions - 1
                    guard let end = times[OperationRun(operation: reader.index, iteration: iteration)],
                        let start = times[OperationRun(operation: producer.index, iteration: before)],
                        end.lastIssued < start.lastCompleted
                    else { continue }
                    faults.append("\(reader.operation.name) is done before \(workload[id].name) is there")
                }
            }
            producers[views.root(reader.operation.output)] = reader
        }
        return faults
    }

    private struct OperationRun: Hashable {
        var operation: Int
        var iteration: Int
    }

    /// When an operation's last computing command was taken up, and when its last result was there.
    private func computationTimes(
        _ placed: [PlacedOperation]
    ) -> [OperationRun: (lastIssued: Cycles, lastCompleted: Cycles)] {
        var times: [OperationRun: (lastIssued: Cycles, lastCompleted: Cycles)] = [:]
        for execution in executions {
            let operation = Int(execution.command.operation)
            let isGather =
                execution.command.queue == .fetch
                && placed[operation].operation.kindName == VectorKind.embeddingLookup.rawValue
            let isResult = execution.command.queue == .array || execution.command.queue == .vector || isGather
            guard execution.record != nil, isResult else { continue }
            let key = OperationRun(operation: operation, iteration: execution.iteration)
            let known = times[key] ?? (.zero, .zero)
            times[key] = (max(known.lastIssued, execution.issued), max(known.lastCompleted, execution.completed))
        }
        return times
    }
}
