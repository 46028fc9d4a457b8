import Accelerator
import Architecture
import Mapping
import OperatorTrace
import Quantities

/// A run folded by stage and layer, ready to be printed: every number of a report is a sum of the run's records, a
/// lower bound, or follows from these and the machine.
package struct RunReport: Sendable {
    package let workload: String
    package let options: [Workload.Option]
    package let machine: AcceleratorSpec
    package let residency: ResidencyMode
    package let cycles: Cycles
    package let peakSRAM: Bytes
    /// The inferences of the run, in order.
    package let inferences: [InferenceSummary]
    package let total: WorkSummary
    package let stages: [WorkSummary]
    /// The layers of every stage, in order.
    package let layers: [[WorkSummary]]

    package init(
        workload: Workload, program: Program, result: RunResult, machine: AcceleratorSpec, residency: ResidencyMode
    ) {
        self.init(
            trace: TraceIndex(workload), program: program, result: result, machine: machine, residency: residency)
    }

    /// - Parameter trace: the workload that `program` was made of.
    package init(
        trace: TraceIndex, program: Program, result: RunResult, machine: AcceleratorSpec, residency: ResidencyMode
    ) {
        workload = trace.workload.name
        options = trace.workload.options
        self.machine = machine
        self.residency = residency
        cycles = result.cycles
        peakSRAM = result.peakSRAM
        inferences = InferenceSummary.list(result.inferences)
        let bounds = LowerBounds(of: trace, on: machine)
        let fold = LayerFold(program, result, channels: machine.dma.channels)
        stages = program.stages.enumerated().map { place, stage in
            let account = fold.account(ofStage: place)
            return WorkSummary(
                name: stage.name, iterations: stage.iterations * max(1, result.inferences.count),
                cycles: result.stageCycles[place], account: account,
                bounds: bounds.stages[place], machine: machine)
        }
        layers = program.stages.indices.map { stage in
            fold.layers(ofStage: stage).map { name, account, cycles in
                WorkSummary(
                    name: name, iterations: program.stages[stage].iterations, cycles: cycles, account: account,
                    bounds: nil, machine: machine)
            }
        }
        total = WorkSummary(
            name: "total", iterations: 1, cycles: result.cycles, account: fold.total, bounds: bounds.total,
            machine: machine)
    }

    /// Wall time of the machine.
    package var seconds: Double { cycles.seconds(at: machine.clock) }

    /// What about the machine keeps it below what its parts could do, has no effect, or does not fit the rest.
    package var remarks: [String] {
        let memory = machine.memory
        return [memory.windowNote(for: machine.dma), memory.unusedNote, machine.energy.unfitNote(for: memory)]
            .compactMap(\.self)
    }

    package var energy: EnergySummary { energy(of: total) }

    /// Of a stage or a layer; the static power is booked by its cycles.
    package func energy(of part: WorkSummary) -> EnergySummary {
        EnergySummary(part.account, cycles: part.cycles, machine: machine)
    }
}

/// Sums operations into layers and stages.
private struct LayerFold {
    private let channels: Int
    /// All layers in order.
    private var sums: [(stage: Int, name: String, account: OperationAccount)] = []

    init(_ program: Program, _ result: RunResult, channels: Int) {
        self.channels = channels
        var last: Int?
        for place in program.operations.indices {
            if program.operations[place].layerIndex != last {
                last = program.operations[place].layerIndex
                sums.append(
                    (
                        program.operations[place].stage, program.operations[place].layer,
                        OperationAccount(channels: channels)
                    ))
            }
            sums[sums.count - 1].account += result.operations[place]
        }
    }

    var total: OperationAccount { sum { _ in true } }

    func account(ofStage stage: Int) -> OperationAccount { sum { $0 == stage } }

    /// Name, account and cycles of the layers of a stage. A layer ends at the latest end of any of its commands, or of
    /// an earlier layer of the stage; where iterations interleave layers, its cycles are the array's and its waits'.
    func layers(ofStage stage: Int) -> [(name: String, account: OperationAccount, cycles: Cycles)] {
        sums.filter { $0.stage == stage }.map { ($0.name, $0.account, $0.account.array.total) }
    }

    private func sum(_ isWanted: (_ stage: Int) -> Bool) -> OperationAccount {
        var sum = OperationAccount(channels: channels)
        for place in sums.indices where isWanted(sums[place].stage) { sum += sums[place].account }
        return sum
    }
}
