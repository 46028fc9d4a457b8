import Architecture
import Foundation
import Mapping
import Models
import OperatorTrace
import Quantities
import Testing

/// A larger SRAM never moves more bytes, and keeping more never does: 200 sizes from the least that works to 256 MiB.
///
/// Of these every fifth is taken, because tiles are many where they are small, on 16 random workloads;
/// `SYSTOLE_LONG_TESTS=1` takes all, on 256.
@Suite struct SRAMCurveTests {
    private static let count = 200
    private static let most = 256 << 20
    private static let isLong = ProcessInfo.processInfo.environment["SYSTOLE_LONG_TESTS"] == "1"
    private static let step = isLong ? 1 : 5
    /// Sizes are cut into blocks that run side by side, each beginning with the last size of the one before.
    private static let blocks = 8
    private static let seedsPerBlock = isLong ? 32 : 2

    /// A run whose sizes begin with the least that works, looked for once for all blocks.
    private struct Run {
        let workload: Workload
        let machine: AcceleratorSpec
        let sizes: [Int]

        init(_ workload: Workload, on machine: AcceleratorSpec) throws {
            self.workload = workload
            self.machine = machine
            let least = try SRAMCurve.least(workload, on: machine)
            sizes = SRAMCurve.sizes(from: least, to: most, count: count, every: step)
        }

        func faults(block: Int) throws -> [String] {
            let part = sizes.count / blocks
            let sizes = sizes[max(0, block * part - 1)..<(block + 1) * part]
            return try SRAMCurve(workload, on: machine, sizes: sizes).faults()
        }
    }

    private static let runOfSmolVLA = Result { try Run(ModelDescription.smolVLA.lowered(), on: AcceleratorSpec()) }

    @Test(arguments: 0..<blocks) func smolVLA(block: Int) throws {
        #expect(try Self.runOfSmolVLA.get().faults(block: block) == [])
    }

    /// Small images keep the program short where tiles are smallest.
    private static let runsOfFewLayers = ["default", "edge"].map { preset in
        Result {
            var model = ModelDescription.ofFewLayers
            model.vision?.imageSize = 128
            model.options.cameras = preset == "edge" ? 2 : 1
            return try Run(model.lowered(), on: #require(AcceleratorSpec.preset(preset)))
        }
    }

    @Test(arguments: runsOfFewLayers.indices, 0..<blocks) func fewLayers(run: Int, block: Int) throws {
        #expect(try Self.runsOfFewLayers[run].get().faults(block: block) == [])
    }

    @Test(arguments: 0..<blocks) func randomWorkloads(block: Int) throws {
        for seed in (0..<Self.seedsPerBlock).map({ UInt64(2_000 + block * Self.seedsPerBlock + $0) }) {
            let machine = RandomMachine.make(seed: seed, sram: .tight)
            let run = try Run(RandomWorkload.makeForArray(seed: seed), on: machine)
            let curve = try SRAMCurve(run.workload, on: run.machine, sizes: run.sizes)
            #expect(curve.faults(slack: Space.granule.count) == [], "seed \(seed)")
        }
    }
}
