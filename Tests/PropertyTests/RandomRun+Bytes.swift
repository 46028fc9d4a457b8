import Accelerator
import Architecture
import Mapping
import OperatorTrace
import Quantities
import Reporting

/// Bytes counted in several ways.
extension RandomRun {
    /// By tensor, iteration, stage and inference, the program's bytes are those of the records and of the report.
    func byteFaults() -> [String] {
        var faults: [String] = []
        let planned = ByteLedger(program)
        let counted = ByteLedger(program, unrolled)
        for (name, left, right) in [
            ("tensor", planned.byTensor, counted.byTensor), ("stage", planned.byStage, counted.byStage),
            ("inference", planned.byInference, counted.byInference),
        ] where left != right {
            faults.append("bytes by \(name): \(left) planned, \(right) counted")
        }
        if planned.byIteration != counted.byIteration {
            faults.append("bytes by iteration: \(planned.byIteration) planned, \(counted.byIteration) counted")
        }
        let accounts = program.stages.indices.map { stage in
            program.operations.indices.filter { program.operations[$0].stage == stage }
                .reduce(0) { $0 + result.operations[$1].useful.count }
        }
        if accounts != (0..<program.stages.count).map({ planned.byStage[$0] ?? 0 }) {
            faults.append("bytes by stage: \(planned.byStage) planned, \(accounts) in the accounts")
        }
        let inferences = result.inferences.map { ($0.read + $0.written).count }
        if inferences != inferences.indices.map({ planned.byInference[$0] ?? 0 }) {
            faults.append("bytes by inference: \(planned.byInference) planned, \(inferences) in the accounts")
        }
        let total = program.transferredBytes
        if inferences.reduce(0, +) != total || accounts.reduce(0, +) != total { faults.append("sums are not \(total)") }
        return faults + reportFaults(total: total)
    }

    /// Layers add up to their stage, stages to the whole: bytes, cycles, causes, energy.
    private func reportFaults(total: Int) -> [String] {
        let report = RunReport(
            workload: workload, program: program, result: result, machine: machine, residency: mode)
        var faults: [String] = []
        if report.total.account.useful.count != total { faults.append("the report's bytes are not \(total)") }
        if report.stages.reduce(.zero, { $0 + $1.cycles }) != result.cycles { faults.append("stages' cycles differ") }
        var sum = OperationAccount(channels: machine.dma.channels)
        for (stage, layers) in zip(report.stages, report.layers) {
            var ofStage = OperationAccount(channels: machine.dma.channels)
            for layer in layers { ofStage += layer.account }
            if ofStage != stage.account { faults.append("layers of \(stage.name) do not add up to it") }
            sum += ofStage
        }
        if sum != report.total.account { faults.append("stages do not add up to the whole") }
        let energy = report.stages.reduce(0) { $0 + report.energy(of: $1).total }
        if abs(energy - report.energy.total) > 1e-9 * report.energy.total {
            faults.append("stages take \(energy) J, the whole \(report.energy.total) J")
        }
        return faults
    }

    /// What moves, and what the plan says is saved, is what every use of every tensor would move; weight by weight.
    /// Nothing to be said where tiles are read twice, or their rows start on whole bytes; of a weight that a product reads
    /// again, but from the cache, all is used once more.
    func planFaults() -> [String]? {
        guard program.transferredBytes(of: .spills) == 0, !workload.tensors.contains(where: { $0.elementType.bits < 8 })
        else { return nil }
        return UseTraffic.all(workload, on: machine).map(planFaults).min { $0.count < $1.count }
    }

    private func planFaults(_ uses: UseTraffic) -> [String] {
        let moved = ByteLedger(program).byTensor
        let inferences = machine.run.inferences
        var faults: [String] = []
        var weights = 0
        for (name, bytes) in uses.weights.sorted(by: { $0.key < $1.key }) {
            let tensor = program.tensors.firstIndex { $0.name == name }
            let read = tensor.flatMap { moved[$0] } ?? 0
            let saved = program.plan.filter { $0.tensor == name }.reduce(0) { $0 + $1.saved.count }
            weights += read
            let again = read + saved - bytes * inferences
            let once = (tensor.map { program.tensors[$0].bytes.count } ?? 0) * inferences
            if again < 0 || again > saved || again != 0 && !again.isMultiple(of: once) {
                faults.append("\(name): \(read) B read, \(saved) B saved of \(bytes * inferences) B used")
            }
        }
        let data = program.transferredBytes - weights
        let saved = program.plan.filter { !$0.isWeight }.reduce(0) { $0 + $1.saved.count }
        if data + saved != uses.data * inferences {
            faults.append("data: \(data) B moved, \(saved) B saved of \(uses.data * inferences) B used")
        }
        return faults
    }
}

/// Useful bytes of transfers, added up by what they belong to.
private struct ByteLedger {
    private(set) var byTensor: [Int: Int] = [:]
    private(set) var byStage: [Int: Int] = [:]
    private(set) var byInference: [Int: Int] = [:]
    /// By inference, stage and iteration.
    private(set) var byIteration: [[Int]: Int] = [:]

    /// As the program's segments say.
    init(_ program: Program) {
        for segment in program.segments {
            for repetition in 0..<segment.repeats {
                for command in program.commands[segment.commands] {
                    add(command, segment.stage, segment.inference, segment.firstIteration + repetition)
                }
            }
        }
    }

    /// As the records of its run say.
    init(_ program: Program, _ list: RecordList) {
        for record in list.records {
            let stage = program.operations[record.operation].stage
            add(program.commands[record.command], stage, record.inference, record.iteration)
        }
    }

    private mutating func add(_ command: Command, _ stage: Int, _ inference: Int, _ iteration: Int) {
        guard case .transfer(let transfer) = command.work else { return }
        let bytes = transfer.bytes.count
        byTensor[Int(transfer.tensor), default: 0] += bytes
        byStage[stage, default: 0] += bytes
        byInference[inference, default: 0] += bytes
        byIteration[[inference, stage, iteration], default: 0] += bytes
    }
}
