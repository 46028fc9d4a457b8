import Accelerator
import Architecture
import OperatorTrace
import Quantities

/// What the records add up to, by operation and by tensor, against what the program lists and what the report says.
struct RecordSums {
    private let program: Program
    private let vector: VectorSpec
    private var operations: [Sum]
    private var tensors: [Bytes]
    private var end = Cycles(0)
    private var commands = 0

    /// What one operation did.
    private struct Sum {
        var read: [Bytes] = Array(repeating: .zero, count: TrafficClass.allCases.count)
        var written: [Bytes] = Array(repeating: .zero, count: TrafficClass.allCases.count)
        var moved = Bytes(0)
        var macs = MACs(0)
        var vectorOperations = 0

        var bytes: Bytes { (read + written).reduce(.zero, +) }

        static func + (left: Sum, right: Sum) -> Sum {
            var sum = left
            for place in left.read.indices {
                sum.read[place] += right.read[place]
                sum.written[place] += right.written[place]
            }
            sum.moved += right.moved
            sum.macs += right.macs
            sum.vectorOperations += right.vectorOperations
            return sum
        }
    }

    init(_ program: Program, _ vector: VectorSpec) {
        self.program = program
        self.vector = vector
        operations = Array(repeating: Sum(), count: program.operations.count)
        tensors = Array(repeating: .zero, count: program.tensors.count)
    }

    mutating func add(_ record: CommandRecord, _ command: Command) {
        commands += 1
        end = max(end, record.completed)
        operations[record.operation].moved += record.movedBytes
        add(command, times: 1)
    }

    private mutating func add(_ command: Command, times: Int) {
        let operation = Int(command.operation)
        switch command.work {
        case .transfer(let transfer):
            let (place, bytes) = (transfer.trafficClass.rawValue, transfer.bytes * times)
            tensors[Int(transfer.tensor)] += bytes
            if command.queue == .store {
                operations[operation].written[place] += bytes
            } else {
                operations[operation].read[place] += bytes
            }
        case .product(let product):
            operations[operation].macs += MACs(product.batch * product.m * product.k * product.n) * times
        case .vector(let work):
            operations[operation].vectorOperations += work.elements * vector.passes(of: work.function) * times
        case .release: break
        }
    }

    /// The same sums from the program alone, which lists every command once and how often it runs.
    private var listed: RecordSums {
        var listed = RecordSums(program, vector)
        for segment in program.segments {
            for command in program.commands[segment.commands] { listed.add(command, times: segment.repeats) }
        }
        return listed
    }

    func checks(_ report: RunReport, workload: Workload, inferences: Int) -> [VerifiedCheck] {
        [tensorBytes, stageBytes(report), work(report, workload, inferences: inferences), bounds(report)]
    }

    private var tensorBytes: VerifiedCheck {
        var check = VerifiedCheck("tensorBytes", "bytes by tensor, and by class and operation, are the program's")
        let listed = listed
        for (tensor, bytes) in tensors.enumerated() {
            check.expect(program.tensors[tensor].name, bytes.count, equals: listed.tensors[tensor].count)
        }
        for (place, sum) in operations.enumerated() {
            let expected = listed.operations[place]
            check.expect(
                sum.read == expected.read && sum.written == expected.written,
                "\(program.path(of: place)) moves \(sum.bytes.count) B, expected \(expected.bytes.count) B")
            check.expect(
                sum.moved >= sum.bytes,
                "\(program.path(of: place)) has \(sum.moved.count) B on the bus, \(sum.bytes.count) B of use")
        }
        let total = operations.reduce(Sum(), +).bytes
        check.expect("tensors add up to", tensors.reduce(.zero, +).count, equals: total.count)
        return check
    }

    private func stageBytes(_ report: RunReport) -> VerifiedCheck {
        var check = VerifiedCheck("stageBytes", "bytes by class and direction add up to the report's, stage by stage")
        let stages = program.stages.indices.map { stage in
            zip(program.operations, operations).reduce(Sum()) { $1.0.stage == stage ? $0 + $1.1 : $0 }
        }
        for (sum, reported) in zip(stages + [stages.reduce(Sum(), +)], report.stages + [report.total]) {
            for trafficClass in TrafficClass.allCases {
                let name = "\(reported.name), \(trafficClass.name)"
                let (read, written) = (sum.read[trafficClass.rawValue], sum.written[trafficClass.rawValue])
                check.expect("\(name) read:", reported.account.read[trafficClass].count, equals: read.count)
                check.expect("\(name) written:", reported.account.written[trafficClass].count, equals: written.count)
            }
            check.expect("\(reported.name) on the bus:", reported.account.moved.count, equals: sum.moved.count)
        }
        return check
    }

    private func work(_ report: RunReport, _ workload: Workload, inferences: Int) -> VerifiedCheck {
        var check = VerifiedCheck("work", "multiply-accumulates are the workload's; stages' cycles add up to the run")
        for (place, stage) in workload.stages.enumerated() {
            let sum = zip(program.operations, operations).reduce(Sum()) { $1.0.stage == place ? $0 + $1.1 : $0 }
            check.expect("\(stage.name):", sum.macs.count, equals: stage.macs.count * inferences)
            check.expect("\(stage.name) reports", report.stages[place].account.macs.count, equals: sum.macs.count)
            check.expect(
                "\(stage.name) reports", report.stages[place].account.vectorOperations, equals: sum.vectorOperations)
        }
        check.expect("commands:", commands, equals: report.total.account.commands)
        check.expect("cycles:", report.cycles.count, equals: end.count)
        check.expect(
            "cycles of stages:", report.stages.reduce(.zero) { $0 + $1.cycles }.count, equals: end.count)
        return check
    }

    private func bounds(_ report: RunReport) -> VerifiedCheck {
        var check = VerifiedCheck("bounds", "no fewer bytes than compulsory, no fewer cycles than the roofline")
        guard let bounds = report.total.bounds else { return check }
        let bytes = operations.reduce(Sum(), +).bytes
        check.expect(
            bytes >= bounds.compulsory, "\(bytes.count) B move, at least \(bounds.compulsory.count) B must")
        check.expect(bytes >= bounds.capacity, "\(bytes.count) B move, \(bounds.capacity.count) B at this capacity")
        for (name, least) in [
            ("array", bounds.array), ("memory", report.total.memoryCycles), ("vector", bounds.vector),
        ] {
            check.expect(end >= least, "\(end.count) cycles, the \(name) needs \(least.count)")
        }
        return check
    }
}
