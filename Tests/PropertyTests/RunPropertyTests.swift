import Foundation
import Accelerator
import Architecture
import Mapping
import OperatorTrace
import Testing

/// What must hold of every run, on random workloads and machines.
@Suite struct RunPropertyTests {
    private static let blocks = 8
    private static let seedsPerBlock = 36

    private static let OFF = UInt64(ProcessInfo.processInfo.environment["SEED"] ?? "0")!
    private static func seeds(of block: Int) -> Range<UInt64> {
        OFF+UInt64(block * seedsPerBlock)..<OFF+UInt64((block + 1) * seedsPerBlock)
    }

    @Test(arguments: 0..<blocks) func everyRunAddsUp(block: Int) throws {
        for seed in Self.seeds(of: block) { do {
            // Every mode comes up with every form of machine; the first, on which the others build, always.
            let others = ResidencyMode.allCases.dropFirst()
            for mode in [.layerByLayer, others[others.startIndex + Int(seed) % others.count]] {
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
