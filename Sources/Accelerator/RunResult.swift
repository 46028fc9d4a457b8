import Architecture
import Quantities

/// What a run came to: the records folded by operation.
package struct RunResult: Equatable, Sendable {
    /// From the first command's start to the last one's end.
    package var cycles = Cycles(0)
    /// By `Program.operations`.
    package var operations: [OperationAccount]
    /// The most SRAM that was taken at any time.
    package var peakSRAM = Bytes(0)
    package var commands = 0
    /// By stage, all inferences added up: from the end of what came before to its own. They add up to `cycles`.
    package var stageCycles: [Cycles] = []
    /// One account for each inference of the run.
    package var inferences: [InferenceAccount] = []

    init(operations: Int, channels: Int) {
        self.operations = Array(repeating: OperationAccount(channels: channels), count: operations)
    }
}

/// What one inference of several came to.
package struct InferenceAccount: Equatable, Sendable {
    /// When its last command was complete.
    package var completed = Cycles(0)
    /// Useful bytes that it read from and wrote to HBM.
    package var read = Bytes(0)
    package var written = Bytes(0)
}

/// Adds up records by operation.
struct RunFold: RecordSink {
    private let program: Program
    private let machine: AcceleratorSpec
    /// Index into `Program.operations` of the first account in `result`.
    private let firstOperation: Int
    /// By inference and stage, when the last command was complete.
    private var ends: [Cycles] = []
    var result: RunResult

    /// - Parameter operations: those that records may be of; all of the program without it.
    init(_ program: Program, on machine: AcceleratorSpec, operations: ClosedRange<Int>? = nil) {
        self.program = program
        self.machine = machine
        firstOperation = operations?.lowerBound ?? 0
        result = RunResult(
            operations: operations?.count ?? program.operations.count, channels: machine.dma.channels)
        let inferences = program.segments.reduce(0) { max($0, $1.inference + 1) }
        result.inferences = Array(repeating: InferenceAccount(), count: inferences)
        ends = Array(repeating: .zero, count: inferences * program.stages.count)
    }

    mutating func record(_ record: CommandRecord) { self.record([record]) }

    /// Adds up in place: a loop that asks the arrays for each record whether they are shared takes twice as long.
    mutating func record(_ records: ContiguousArray<CommandRecord>) {
        // Taken out for the time being, so that the loop can change all three in place.
        let (stages, firstOperation, vector) = (program.stages.count, firstOperation, machine.vector)
        var (inferences, ends): ([InferenceAccount], [Cycles]) = ([], [])
        swap(&inferences, &result.inferences)
        swap(&ends, &self.ends)
        result.operations.withUnsafeMutableBufferPointer { operations in
            inferences.withUnsafeMutableBufferPointer { inferences in
                ends.withUnsafeMutableBufferPointer { ends in
                    for place in records.indices {
                        let (operation, inference) = (records[place].operation, records[place].inference)
                        let command = program.commands.original(
                            of: program.commands.places[records[place].command])
                        operations[operation - firstOperation].add(records[place], command, vector)
                        inferences[inference].add(records[place], command)
                        let end = inference * stages + program.operations[operation].stage
                        ends[end] = max(ends[end], records[place].completed)
                    }
                }
            }
        }
        swap(&inferences, &result.inferences)
        swap(&ends, &self.ends)
        result.commands += records.count
        for place in records.indices { result.cycles = max(result.cycles, records[place].completed) }
    }

    /// Adds up one time and multiplies.
    mutating func record(_ pattern: RecordPattern) {
        guard let operations = pattern.operations else { return }
        var once = RunFold(program, on: machine, operations: operations)
        for part in pattern.records { once.record(part) }
        let later = pattern.cycles * pattern.times
        for place in once.result.operations.indices where once.result.operations[place].commands > 0 {
            result.operations[operations.lowerBound + place - firstOperation] += once.result.operations[place]
                .repeated(pattern.times, every: pattern.cycles)
        }
        result.commands += once.result.commands * pattern.times
        result.cycles = max(result.cycles, once.result.cycles + later)
        for (place, account) in once.result.inferences.enumerated() where account.completed > .zero {
            result.inferences[place].completed = max(result.inferences[place].completed, account.completed + later)
            result.inferences[place].read += account.read * pattern.times
            result.inferences[place].written += account.written * pattern.times
        }
        for (place, end) in once.ends.enumerated() where end > .zero { ends[place] = max(ends[place], end + later) }
    }

    /// A stage ends at the latest end of any command of it or of an earlier one.
    func stageCycles() -> [Cycles] {
        var cycles = Array(repeating: Cycles(0), count: program.stages.count)
        var frontier = Cycles(0)
        for (place, end) in ends.enumerated() where end > frontier {
            cycles[place % program.stages.count] += end - frontier
            frontier = end
        }
        return cycles
    }

    mutating func finish(_ unit: UnitID, lastOperation: Int, drain: Cycles, idle: Cycles) {
        guard result.operations.indices.contains(lastOperation) else { return }
        var rest = UnitAccount()
        rest.fillDrain = drain
        rest.idle = idle
        switch unit {
        case .array: result.operations[lastOperation].array += rest
        case .vector: result.operations[lastOperation].vector += rest
        case .dma(let channel): result.operations[lastOperation].dma[channel] += rest
        }
    }
}

extension OperationAccount {
    /// Books one command.
    @inline(__always)
    package mutating func add(_ record: CommandRecord, _ command: Command, _ spec: VectorSpec) {
        commands += 1
        began = min(began ?? record.began, record.began)
        completed = max(completed, record.completed)
        sramTraffic += record.sramTraffic
        switch record.unit {
        case .array:
            array.add(record)
            if case .product(let product) = command.work {
                macs += MACs(product.batch * product.m * product.k * product.n)
            }
        case .vector:
            vector.add(record)
            if case .vector(let work) = command.work {
                vectorOperations += work.elements * spec.passes(of: work.function)
            }
        case .dma(let channel):
            dma[channel].add(record)
            moved += record.movedBytes
            guard case .transfer(let transfer) = command.work else { return }
            if command.queue == .store {
                written[transfer.trafficClass] += transfer.bytes
            } else {
                read[transfer.trafficClass] += transfer.bytes
            }
        }
    }
}

extension InferenceAccount {
    @inline(__always)
    mutating func add(_ record: CommandRecord, _ command: Command) {
        completed = max(completed, record.completed)
        guard case .transfer(let transfer) = command.work else { return }
        if command.queue == .store { written += transfer.bytes } else { read += transfer.bytes }
    }
}
