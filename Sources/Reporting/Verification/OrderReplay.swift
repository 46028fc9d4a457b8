import Accelerator
import Architecture
import OperatorTrace
import Quantities

/// Walks a program in its order, iterations unrolled, beside the records, which come in the order of time.
struct OrderReplay {
    /// A command as it was executed.
    struct Execution {
        let command: Command
        let iteration: Int
        let inference: Int
        /// When a unit took it; for a release, when it happens.
        let issued: Cycles
        let completed: Cycles
        /// False for a release, which takes no time and leaves no record.
        let isRecorded: Bool
    }

    private let program: Program
    /// Where in the program the walk stands.
    private var segment = 0
    private var repetition = 0
    private var next: Int
    /// By queue, the records that the walk has not come to.
    private var waiting = Array(repeating: RecordQueue(), count: CommandQueue.allCases.count)
    private var completions: [Completions]

    private var everyCommand = VerifiedCheck("commands", "every command runs once in every iteration, in program order")
    private var waits = VerifiedCheck("waits", "no command starts before all that it waits for has ended")
    private var space: SpaceReplay
    private var transfers: TransferReplay
    private var operations: OperationReplay

    init(_ program: Program, _ workload: Workload, _ sram: SRAMSpec) {
        self.program = program
        next = program.segments.first?.commands.lowerBound ?? 0
        completions = CommandQueue.allCases.map { queue in
            let least = program.commands.reduce(0) { least, command in
                command.waits[queue] == Waits.unset ? least : min(least, Int(command.waits[queue]))
            }
            return Completions(reach: 1 - least)
        }
        space = SpaceReplay(sram)
        transfers = TransferReplay(program, workload)
        operations = OperationReplay(program, workload)
    }

    mutating func reportUnknown(_ record: CommandRecord) {
        everyCommand.expect(false, "there is no command \(record.command)")
    }

    mutating func add(_ record: CommandRecord) {
        waiting[program.commands[record.command].queue.rawValue].append(record)
        walk()
    }

    /// Goes on as far as there are records.
    private mutating func walk() {
        while segment < program.segments.count {
            let command = program.commands[next]
            let here = program.segments[segment]
            let iteration = here.firstIteration + repetition
            let ready = ready(for: command)
            let last = completions[command.queue.rawValue].last
            if command.queue == .release {
                let time = max(ready, last)
                take(
                    Execution(
                        command: command, iteration: iteration, inference: here.inference, issued: time,
                        completed: time, isRecorded: false))
            } else {
                guard let record = waiting[command.queue.rawValue].removeFirst() else { return }
                everyCommand.expect(
                    record.command == next && record.iteration == iteration && record.inference == here.inference
                        && record.operation == Int(command.operation),
                    "\(command.queue) runs command \(record.command) in iteration \(record.iteration) where command "
                        + "\(next) is due in iteration \(iteration)")
                waits.expect(
                    record.issued >= ready && record.completed >= last,
                    "\(program.path(of: Int(command.operation))) starts at \(record.issued.count), before "
                        + "\(ready.count), or ends before what precedes it")
                take(
                    Execution(
                        command: command, iteration: iteration, inference: here.inference, issued: record.issued,
                        completed: record.completed, isRecorded: true))
            }
            step()
        }
    }

    private mutating func take(_ execution: Execution) {
        completions[execution.command.queue.rawValue].append(execution.completed)
        space.add(execution)
        transfers.add(execution)
        operations.add(execution)
    }

    private mutating func step() {
        next += 1
        guard next == program.segments[segment].commands.upperBound else { return }
        for queue in completions.indices { completions[queue].startIteration() }
        operations.closeIteration(ofStage: program.segments[segment].stage)
        repetition += 1
        if repetition == program.segments[segment].repeats { (segment, repetition) = (segment + 1, 0) }
        if segment < program.segments.count { next = program.segments[segment].commands.lowerBound }
    }

    /// When all that a command waits for has ended.
    private mutating func ready(for command: Command) -> Cycles {
        var ready = Cycles(0)
        for queue in CommandQueue.allCases where command.waits[queue] != Waits.unset {
            let known = completions[queue.rawValue].time(ofCommand: Int(command.waits[queue]))
            if known == nil { waits.expect(false, "\(command) waits for a command that comes after it") }
            ready = max(ready, known ?? .zero)
        }
        return ready
    }

    /// Notes what is left when the run is over.
    mutating func close() {
        everyCommand.expect(segment == program.segments.count, "the run ends before the program does")
        for queue in waiting.indices where waiting[queue].count > 0 {
            everyCommand.expect(false, "\(waiting[queue].count) records are left over")
        }
        space.close()
    }

    func checks(peak: Bytes) -> [VerifiedCheck] {
        [everyCommand, waits] + space.checks(peak: peak) + [transfers.check] + operations.checks
    }
}

/// When the commands of one queue have ended: those of the iteration at hand and, of those before it, as many as waits
/// reach back for.
private struct Completions {
    private let reach: Int
    private var times: [Cycles] = []
    /// How many of them lie before the iteration.
    private var earlier = 0

    init(reach: Int) { self.reach = reach }

    var last: Cycles { times.last ?? .zero }

    mutating func append(_ time: Cycles) { times.append(time) }

    mutating func startIteration() {
        times.removeFirst(max(0, times.count - reach))
        earlier = times.count
    }

    /// The completion of a command, counted from 1 in the iteration and back from 0 before it; nil if it has not come.
    func time(ofCommand count: Int) -> Cycles? {
        let place = earlier + count - 1
        guard place < times.count else { return nil }
        return place >= 0 ? times[place] : .zero
    }
}

/// Records in the order in which they come; memory is given back as they go.
private struct RecordQueue {
    private var records: [CommandRecord] = []
    private var head = 0

    var count: Int { records.count - head }

    mutating func append(_ record: CommandRecord) { records.append(record) }

    mutating func removeFirst() -> CommandRecord? {
        guard head < records.count else { return nil }
        defer {
            head += 1
            if head > 1024, head * 2 > records.count {
                records.removeFirst(head)
                head = 0
            }
        }
        return records[head]
    }
}
