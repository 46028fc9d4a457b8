import Accelerator
import Architecture
import Mapping
import Testing

/// A program that refers to commands of earlier layers runs as one in which every command is written.
@Suite struct RepeatedCommandTests {
    @Test(arguments: ResidencyMode.allCases) func runsAreTheSame(mode: ResidencyMode) throws {
        var referring = 0
        for seed in UInt64(0)..<60 {
            let workload = try RandomWorkload.makeDeep(seed: seed).validated()
            var machine = RandomMachine.make(seed: seed, sram: .ample)
            if seed % 4 == 0 { machine.prefetch = .nextTile }
            machine = try machine.validated()
            guard let program = try? Mapper(for: machine, residency: mode).map(TraceIndex(workload)) else { continue }
            var plain = program
            plain.commands = CommandList(Array(program.commands))
            if program.commands.written.count < program.commands.count { referring += 1 }
            // Not compared inside `#expect`, which would print all records.
            let areSame = try run(program, on: machine) == run(plain, on: machine)
            #expect(areSame, "\(workload.name)")
        }
        #expect(referring > 20, "too few refer to commands")
    }

    private func run(_ program: Program, on machine: AcceleratorSpec) throws -> RecordList {
        var list = RecordList()
        _ = try simulate(program, on: machine, into: &list)
        return list
    }
}
