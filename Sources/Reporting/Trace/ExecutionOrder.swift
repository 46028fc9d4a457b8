import Architecture
import Quantities

/// Every execution of every operation, numbered in program order, and how many records each will have.
///
/// It takes memory for the commands of the program, not for its iterations.
struct ExecutionOrder: Sendable {
    /// How many records of each kind an execution has.
    struct Counts: Equatable, Sendable {
        var loads = 0
        var computations = 0
        var stores = 0

        var total: Int { loads + computations + stores }

        fileprivate mutating func count(_ queue: CommandQueue) {
            switch queue {
            case .fetch, .reload: loads += 1
            case .array, .vector: computations += 1
            case .store: stores += 1
            case .release: break
            }
        }
    }

    /// Iterations of a stage that have the same commands.
    private struct Alike {
        var iterations: Range<Int>
        /// By operation of the stage.
        var counts: [Counts]
    }

    private struct Stage {
        /// Number of its first execution.
        var first: Int
        var operations: Range<Int>
        var iterations: Int
        var alike: [Alike] = []

        var end: Int { first + operations.count * iterations }
    }

    private var stages: [Stage] = []
    private let stageOfOperation: [Int]

    init(_ program: Program) {
        stageOfOperation = program.operations.map(\.stage)
        var operation = 0
        for (place, stage) in program.stages.enumerated() {
            let firstOperation = operation
            while operation < stageOfOperation.count, stageOfOperation[operation] == place { operation += 1 }
            stages.append(
                Stage(
                    first: stages.last?.end ?? 0, operations: firstOperation..<operation,
                    iterations: stage.iterations))
        }
        for segment in program.segments {
            let operations = stages[segment.stage].operations
            var counts = Array(repeating: Counts(), count: operations.count)
            for command in program.commands[segment.commands] {
                counts[Int(command.operation) - operations.lowerBound].count(command.queue)
            }
            let iterations = segment.firstIteration..<(segment.firstIteration + segment.repeats)
            stages[segment.stage].alike.append(Alike(iterations: iterations, counts: counts))
        }
    }

    /// How many executions there are.
    var count: Int { stages.last?.end ?? 0 }

    /// The number of an execution.
    func number(operation: Int, iteration: Int) -> Int {
        let stage = stages[stageOfOperation[operation]]
        return stage.first + iteration * stage.operations.count + operation - stage.operations.lowerBound
    }

    /// The execution of a number.
    func place(of number: Int) -> (operation: Int, iteration: Int) {
        guard let stage = stages.first(where: { number < $0.end }) else {
            preconditionFailure("there are only \(count) executions")
        }
        let (iteration, offset) = (number - stage.first).quotientAndRemainder(dividingBy: stage.operations.count)
        return (stage.operations.lowerBound + offset, iteration)
    }

    /// The records that an execution has.
    func counts(operation: Int, iteration: Int) -> Counts {
        let stage = stages[stageOfOperation[operation]]
        var (low, high) = (0, stage.alike.count)
        while low < high {
            let middle = (low + high) / 2
            if stage.alike[middle].iterations.upperBound <= iteration { low = middle + 1 } else { high = middle }
        }
        guard low < stage.alike.count, stage.alike[low].iterations.contains(iteration) else { return Counts() }
        return stage.alike[low].counts[operation - stage.operations.lowerBound]
    }
}
