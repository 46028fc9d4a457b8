import Accelerator
import Architecture
import Mapping
import OperatorTrace
import Testing

/// What must hold of every run, on random workloads and machines.
@Suite struct RunPropertyTests {
    private static let blocks = 8
    private static let seedsPerBlock = 38

    /// A few more than 1,000 runs: two modes with ample and with tight SRAM for each seed.
    @Test(arguments: 0..<blocks) func everyRunAddsUp(block: Int) throws {
        var runs = 0
        for seed in UInt64(block * Self.seedsPerBlock)..<UInt64((block + 1) * Self.seedsPerBlock) {
            // Every mode comes up with every form of machine; the first, on which the others build, always.
            let others = ResidencyMode.allCases.dropFirst()
            for mode in [.layerByLayer, others[others.startIndex + Int(seed) % others.count]] {
                for sram in [RandomMachine.SRAMSize.ample, .tight] {
                    runs += try check(seed: seed, sram: sram, mode: mode) ? 1 : 0
                }
            }
        }
        #expect(runs >= 1_000 / Self.blocks, "too many machines cannot run their workload")
    }

    /// Checks one run; false if the workload does not fit the machine, which takes a tight one.
    private func check(seed: UInt64, sram: RandomMachine.SRAMSize, mode: ResidencyMode) throws -> Bool {
        let run: RandomRun
        do {
            run = try RandomRun(seed: seed, sram: sram, mode: mode)
        } catch let error as MappingError where sram == .tight {
            #expect(error.isForWantOfRoom, "seed \(seed): \(error)")
            return false
        }
        let faults =
            run.conservationFaults() + run.verificationFaults() + run.trafficFaults() + run.boundFaults()
            + run.repetitionFaults()
        #expect(faults == [], "\(run.name)")
        return true
    }
}

extension MappingError {
    /// True if the SRAM is too small.
    var isForWantOfRoom: Bool {
        switch self {
        case .noTileFits, .noRoomOnChip, .forcedTilesTooLarge, .forcedSumsTooLarge: true
        case .tooManyCommands, .machine: false
        }
    }
}
