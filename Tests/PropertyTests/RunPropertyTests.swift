import Foundation
import Accelerator
import Architecture
import Mapping
import OperatorTrace
import Testing

/// What must hold of every run, on random workloads and machines.
@Suite struct RunPropertyTests {
    private static let blocks = 8
    private static let seedsPerBlock = 45

    private static let OFF = UInt64(ProcessInfo.processInfo.environment["SEED"] ?? "0")!
    private static func seeds(of block: Int) -> Range<UInt64> {
        OFF+UInt64(block * seedsPerBlock)..<OFF+UInt64((block + 1) * seedsPerBlock)
    }

    @Test(arguments: 0..<blocks) func everyRunAddsUp(block: Int) throws {
        for seed in Self.seeds(of: block) { do {
            for mode in ResidencyMode.allCases {
                try check(seed: seed, sram: .ample, mode: mode)
                try check(seed: seed, sram: .tight, mode: mode)
            } } catch { Issue.record("\(seed) \(error)") }
        }
    }

    private func check(seed: UInt64, sram: RandomMachine.SRAMSize, mode: ResidencyMode) throws {
        let run: RandomRun
        do {
            run = try RandomRun(seed: seed, sram: sram, mode: mode)
        } catch let error as MappingError where sram == .tight {
            print("TIGHT", seed, mode, error)
            return
        }
        let faults =
            run.conservationFaults() + run.unitFaults() + run.orderFaults() + run.trafficFaults() + run.boundFaults()
            + run.repetitionFaults()
        #expect(faults == [], "\(run.name)")
    }
}
