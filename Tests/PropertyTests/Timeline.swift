import Accelerator
import Architecture
import Quantities

/// A program unrolled into the commands that were executed, in program order, each with its times from the records.
///
/// Knows nothing of the machine that made the records; only what a program means.
struct Timeline {
    /// A command as it was executed.
    struct Execution {
        var command: Command
        var iteration: Int
        var stage: Int
        /// Its number in its queue, from 1.
        var ordinal: Int
        /// By queue, how many of its commands must have ended.
        var waits: [Int]
        /// When a unit took it; for a release, when it was given back.
        var issued: Cycles
        var completed: Cycles
        var record: CommandRecord?
    }

    private(set) var executions: [Execution] = []
    /// By queue, the completion of each of its commands.
    private(set) var completions: [[Cycles]] = Array(repeating: [], count: 8)
    private(set) var faults: [String] = []

    init(_ program: Program, _ records: [CommandRecord]) {
        var queued = Array(repeating: [CommandRecord](), count: 8)
        for record in records { queued[program.commands[record.command].queue.rawValue].append(record) }
        var base = Array(repeating: 0, count: 8)
        for segment in program.segments {
            for repetition in 0..<segment.repeats {
                for command in segment.commands {
                    let queue = program.commands[command].queue
                    let ordinal = completions[queue.rawValue].count + 1
                    let record = queue == .release ? nil : queued[queue.rawValue].dropFirst(ordinal - 1).first
                    if queue != .release,
                        record?.command != command
                            || record?.iteration != segment.firstIteration + repetition
                    {
                        faults.append("record \(ordinal) of queue \(queue) is not command \(command)'s")
                        return
                    }
                    add(
                        program.commands[command], record, stage: segment.stage,
                        iteration: segment.firstIteration + repetition, ordinal: ordinal, base: base)
                }
                base = completions.map(\.count)
            }
        }
        for queue in CommandQueue.allCases where queue != .release {
            guard queued[queue.rawValue].count != completions[queue.rawValue].count else { continue }
            faults.append("queue \(queue) has \(queued[queue.rawValue].count) records too many")
        }
    }

    private mutating func add(
        _ command: Command, _ record: CommandRecord?, stage: Int, iteration: Int, ordinal: Int, base: [Int]
    ) {
        var waits = Array(repeating: 0, count: 8)
        for queue in CommandQueue.allCases where command.waits[queue] != Waits.unset {
            waits[queue.rawValue] = base[queue.rawValue] + Int(command.waits[queue])
        }
        var ready = Cycles(0)
        for queue in CommandQueue.allCases where waits[queue.rawValue] > 0 {
            guard waits[queue.rawValue] <= completions[queue.rawValue].count else {
                faults.append("\(command) waits for a command that comes after it")
                continue
            }
            ready = max(ready, completions[queue.rawValue][waits[queue.rawValue] - 1])
        }
        let last = completions[command.queue.rawValue].last ?? .zero
        if let record, record.issued < ready { faults.append("\(command) starts at \(record.issued), before \(ready)") }
        if let record, record.completed < last { faults.append("\(command) ends before the one before it") }
        // A release takes no time: it happens when all it waits for has ended.
        let completed = record?.completed ?? max(ready, last)
        completions[command.queue.rawValue].append(completed)
        executions.append(
            Execution(
                command: command, iteration: iteration, stage: stage, ordinal: ordinal, waits: waits,
                issued: record?.issued ?? completed, completed: completed, record: record))
    }
}
