import Accelerator
import Architecture
import Quantities

/// A program written down command by command, all of one operation.
struct HandMadeProgram {
    private var commands: [Command] = []
    private var counts: [CommandQueue: Int] = [:]

    /// The point after the commands of a queue so far.
    func now(_ queue: CommandQueue) -> (CommandQueue, Int) { (queue, counts[queue] ?? 0) }

    /// Adds a command that waits for points of other queues.
    mutating func add(
        _ work: Command.Work, _ queue: CommandQueue, after points: [(CommandQueue, Int)] = [], takes: Int = 0,
        gives: Int = 0
    ) {
        var waits = Waits.none
        for (queue, count) in points { waits[queue] = Int32(count) }
        commands.append(
            Command(
                operation: 0, queue: queue, waits: waits, allocates: Space(SIMD2(takes, 0)),
                releases: Space(SIMD2(gives, 0)), work: work))
        counts[queue, default: 0] += 1
    }

    mutating func load(_ bytes: Int, takes: Int = 0) {
        add(.transfer(transfer(bytes)), .fetch, takes: takes)
    }

    mutating func store(_ bytes: Int, after points: [(CommandQueue, Int)], gives: Int = 0) {
        add(.transfer(transfer(bytes)), .store, after: points, gives: gives)
    }

    mutating func product(
        _ m: Int, _ k: Int, _ n: Int, after points: [(CommandQueue, Int)], takes: Int = 0, gives: Int = 0
    ) {
        add(.product(ProductShape(m: m, k: k, n: n)), .array, after: points, takes: takes, gives: gives)
    }

    mutating func pass(_ rows: Int, _ columns: Int, after points: [(CommandQueue, Int)], gives: Int = 0) {
        add(
            .vector(VectorWork(function: .gelu, rows: rows, columns: columns)), .vector, after: points, gives: gives)
    }

    /// The program, run `repeats` times over.
    func program(repeats: Int = 1) -> Program {
        Program(
            name: "by hand", stages: [ProgramStage(name: "stage", iterations: repeats)],
            operations: [ProgramOperation(name: "operation", layer: "layer", stage: 0, layerIndex: 0)],
            tensors: [ProgramTensor(name: "tensor", address: 0, bytes: Bytes(1 << 20))],
            commands: CommandList(commands),
            segments: [
                Segment(stage: 0, firstIteration: 0, repeats: repeats, commands: commands.indices)
            ])
    }

    /// Every record of a run.
    func run(on machine: AcceleratorSpec, repeats: Int = 1, replays: Bool = true) throws -> RecordList {
        var list = RecordList()
        _ = try simulate(program(repeats: repeats), on: machine, into: &list, replays: replays)
        return list
    }

    private func transfer(_ bytes: Int) -> Transfer {
        Transfer(address: 0, rows: 1, rowBytes: bytes, pitch: bytes, tensor: 0, trafficClass: .weights)
    }
}

extension CommandRecord {
    /// When it was issued, began, ended and was complete.
    var times: [Int] { [issued.count, began.count, ended.count, completed.count] }
}
