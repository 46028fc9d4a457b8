import Architecture
import Mapping
import OperatorTrace
import Testing

/// Bytes are conserved: plan, program, records, tensors, iterations, stages, inferences and report agree to the byte.
@Suite struct BytePropertyTests {
    private static let blocks = 4
    private static let seedsPerBlock = 60

    @Test(arguments: 0..<blocks) func everyCountAgrees(block: Int) throws {
        var runs = 0
        var plans = 0
        var partial = 0
        for number in block * Self.seedsPerBlock..<(block + 1) * Self.seedsPerBlock {
            let modes = ResidencyMode.allCases
            for (place, sram) in [RandomMachine.SRAMSize.tight, .ample].enumerated() {
                let mode = modes[(number + place) % modes.count]
                let run: RandomRun
                do {
                    run = try RandomRun(
                        seed: 70_000 + UInt64(number), sram: sram, mode: mode, inferences: 1 + number % 3)
                } catch let error as MappingError where sram == .tight {
                    #expect(error.isForWantOfRoom, "seed \(number): \(error)")
                    continue
                }
                runs += 1
                #expect(run.byteFaults() == [], "\(run.name)")
                guard let faults = run.planFaults() else { continue }
                plans += 1
                partial += run.program.plan.contains { $0.kept > .zero && $0.kept < $0.size } ? 1 : 0
                #expect(faults == [], "\(run.name)")
            }
        }
        #expect(runs > Self.seedsPerBlock)
        #expect(plans > Self.seedsPerBlock / 3 && partial > 2, "\(plans) plans, \(partial) keep parts")
    }
}
