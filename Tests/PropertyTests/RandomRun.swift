import Accelerator
import Architecture
import Mapping
import OperatorTrace
import Reporting

/// A random workload on a random machine, mapped and simulated.
struct RandomRun {
    let seed: UInt64
    let sram: RandomMachine.SRAMSize
    let mode: ResidencyMode
    let workload: Workload
    let machine: AcceleratorSpec
    let program: Program
    let result: RunResult
    let list: RecordList
    /// The same once more, every iteration written out.
    let unrolled: RecordList

    init(
        seed: UInt64, sram: RandomMachine.SRAMSize, mode: ResidencyMode, mapping: MappingSpec = MappingSpec(),
        inferences: Int = 1
    ) throws {
        let workload = try RandomWorkload.makeForArray(seed: seed).validated()
        var machine = RandomMachine.make(seed: seed, sram: sram)
        machine.mapping = mapping
        machine.run.inferences = inferences
        machine = try machine.validated()
        let program = try Mapper(for: machine, residency: mode).map(workload)
        try self.init(program, of: workload, on: machine, mode, seed: seed, sram: sram)
    }

    /// Runs a program that was made before.
    init(
        _ program: Program, of workload: Workload, on machine: AcceleratorSpec, _ mode: ResidencyMode, seed: UInt64 = 0,
        sram: RandomMachine.SRAMSize = .ample
    ) throws {
        self.seed = seed
        self.sram = sram
        self.mode = mode
        self.workload = workload
        self.machine = machine
        self.program = program
        result = try simulate(program, on: machine)
        var list = RecordList()
        _ = try simulate(program, on: machine, into: &list)
        self.list = list
        var unrolled = RecordList()
        _ = try simulate(program.withIterationsWrittenOut, on: machine, into: &unrolled)
        self.unrolled = unrolled
    }

    var name: String { "seed \(seed), \(sram) SRAM, \(mode.rawValue)" }

    var report: RunReport {
        RunReport(workload: workload, program: program, result: result, machine: machine, residency: mode)
    }

    /// Everything that all operations did.
    var total: OperationAccount {
        result.operations.reduce(into: OperationAccount(channels: machine.dma.channels)) { $0 += $1 }
    }
}

extension Program {
    /// The same program without repeated segments.
    var withIterationsWrittenOut: Program {
        var program = self
        program.segments = segments.flatMap { segment in
            (0..<segment.repeats).map { repetition in
                var single = segment
                single.firstIteration += repetition
                single.repeats = 1
                return single
            }
        }
        return program
    }
}
