import Architecture
import Mapping
import OperatorTrace
import Quantities
import Testing

/// A program depends on the parts of the machine that are said to decide it, and on no other.
@Suite struct MappedPartsTests {
    @Test func programsDependOnMappedParts() throws {
        for seed in UInt64(7_000)..<7_040 {
            let workload = try RandomWorkload.makeForArray(seed: seed).validated()
            let machine = try RandomMachine.make(seed: seed, sram: .ample).validated()
            let mode = ResidencyMode.allCases[Int(seed) % ResidencyMode.allCases.count]
            let program = try Mapper(for: machine, residency: mode).map(workload)
            let other = try Mapper(for: machine.mappedParts, residency: mode).map(workload)
            #expect(program == other, "seed \(seed), \(mode.rawValue)")
        }
    }
}
