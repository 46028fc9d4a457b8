import Accelerator
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

    /// One execution of an operation.
    struct Place: Equatable, Sendable {
        /// Index into `Program.operations`.
        var operation: Int
        var iteration: Int
        var inference: Int
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
        /// By inference.
        var alike: [[Alike]]

        var end: Int { first + operations.count * iterations }
    }

    private var stages: [Stage] = []
    private let inferences: Int
    private let stageOfOperation: [Int]

    init(_ program: Program) {
        stageOfOperation = program.operations.map(\.stage)
        inferences = program.inferences
        var operation = 0
        for (place, stage) in program.stages.enumerated() {
            let firstOperation = operation
            while operation < stageOfOperation.count, stageOfOperation[operation] == place { operation += 1 }
            stages.append(
                Stage(
                    first: stages.last?.end ?? 0, operations: firstOperation..<operation,
                    iterations: stage.iterations, alike: Array(repeating: [], count: inferences)))
        }
        for segment in program.segments {
            let operations = stages[segment.stage].operations
            var counts = Array(repeating: Counts(), count: operations.count)
            for command in program.commands[segment.commands] {
                counts[Int(command.operation) - operations.lowerBound].count(command.queue)
            }
            let iterations = segment.firstIteration..<(segment.firstIteration + segment.repeats)
            stages[segment.stage].alike[segment.inference].append(Alike(iterations: iterations, counts: counts))
        }
    }

    /// How many executions there are.
    var count: Int { inferences * countOfInference }

    private var countOfInference: Int { stages.last?.end ?? 0 }

    /// The number of an execution.
    func number(of place: Place) -> Int {
        let stage = stages[stageOfOperation[place.operation]]
        return place.inference * countOfInference + stage.first + place.iteration * stage.operations.count
            + place.operation - stage.operations.lowerBound
    }

    /// The execution of a number.
    func place(of number: Int) -> Place {
        let (inference, rest) = number.quotientAndRemainder(dividingBy: max(1, countOfInference))
        guard inference < inferences, let stage = stages.first(where: { rest < $0.end }) else {
            preconditionFailure("there are only \(count) executions")
        }
        let (iteration, offset) = (rest - stage.first).quotientAndRemainder(dividingBy: stage.operations.count)
        return Place(operation: stage.operations.lowerBound + offset, iteration: iteration, inference: inference)
    }

    /// The records that an execution has.
    func counts(of place: Place) -> Counts {
        let stage = stages[stageOfOperation[place.operation]]
        let alike = stage.alike[place.inference]
        var (low, high) = (0, alike.count)
        while low < high {
            let middle = (low + high) / 2
            if alike[middle].iterations.upperBound <= place.iteration { low = middle + 1 } else { high = middle }
        }
        guard low < alike.count, alike[low].iterations.contains(place.iteration) else { return Counts() }
        return alike[low].counts[place.operation - stage.operations.lowerBound]
    }
}

extension Program {
    /// How many inferences run in a row: segments come in their order.
    var inferences: Int { (segments.last?.inference ?? 0) + 1 }
}

extension CommandRecord {
    /// The execution that it is a part of.
    var place: ExecutionOrder.Place {
        ExecutionOrder.Place(operation: operation, iteration: iteration, inference: inference)
    }
}
