import Accelerator
import Architecture
import Mapping
import Models
import OperatorTrace
import Quantities
import Testing

/// Loads that run ahead do not make a run longer on the machines that come with the tool.
@Suite struct PrefetchTests {
    @Test(arguments: ["default", "edge", "tpu-v1"], ResidencyMode.allCases)
    func nothingIsSlowerThanWithout(preset: String, mode: ResidencyMode) throws {
        let machine = try #require(AcceleratorSpec.preset(preset))
        for workload in [try ModelDescription.smolVLA.lowered(), try DerivationDocument.lowered()] {
            let cycles = try Self.cycles(workload, on: machine, mode)
            for (prefetch, found) in zip(Prefetch.allCases, cycles) where found > cycles[0] {
                Issue.record("\(workload.name): \(found) cycles with \(prefetch.rawValue), \(cycles[0]) without")
            }
        }
    }

    /// Cycles by `Prefetch.allCases`, of which the first is none.
    static func cycles(_ workload: Workload, on machine: AcceleratorSpec, _ mode: ResidencyMode) throws -> [Cycles] {
        let program = try Mapper(for: machine, residency: mode).map(workload)
        return try Prefetch.allCases.map { prefetch in
            var machine = machine
            machine.prefetch = prefetch
            return try simulate(program, on: machine).cycles
        }
    }
}
