import Architecture
import OperatorTrace
import Testing

@testable import Mapping

/// Random workloads come to the same program whether the commands of alike layers and iterations are taken from each other
/// or written one by one.
@Suite struct AlikeLayerTests {
    private static let blocks = 4
    private static let seedsPerBlock = 250

    @Test(arguments: 0..<blocks) func programsAreTheSame(block: Int) throws {
        var (mapped, alike) = (0, 0)
        for seed in UInt64(block * Self.seedsPerBlock)..<UInt64((block + 1) * Self.seedsPerBlock) {
            let workload = try RandomWorkload.makeDeep(seed: seed).validated()
            var machine = RandomMachine.make(seed: seed, sram: seed % 3 == 0 ? .ample : .tight)
            machine.run.inferences = seed % 5 == 0 ? 3 : 1
            if seed % 7 == 0 { machine.mapping = ForcedTilePropertyTests.mapping(seed) }
            machine = try machine.validated()
            let mode = ResidencyMode.allCases[Int(seed) % ResidencyMode.allCases.count]
            let layers = TraceIndex(workload).layers.first
            if layers.indices.contains(where: { layers[$0] != $0 }) { alike += 1 }
            let short = program(of: workload, on: machine, mode, takesShortcuts: true)
            // Not compared inside `#expect`, which would print all commands.
            let areSame = short == program(of: workload, on: machine, mode, takesShortcuts: false)
            #expect(areSame, "\(workload.name), \(mode.rawValue)")
            if case .success = short { mapped += 1 }
        }
        #expect(mapped > Self.seedsPerBlock / 2, "too few can be mapped")
        #expect(alike > Self.seedsPerBlock / 2, "too few have layers that are alike")
    }

    private func program(
        of workload: Workload, on machine: AcceleratorSpec, _ mode: ResidencyMode, takesShortcuts: Bool
    ) -> Result<Program, MappingError> {
        Result { () throws(MappingError) in
            try Mapper(for: machine, residency: mode, takesShortcuts: takesShortcuts).map(workload)
        }
    }
}
