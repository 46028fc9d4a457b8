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

    @Test(arguments: 0..<blocks) func smolVLA(block: Int) throws {
        let workload = try ModelDescription.smolVLA.lowered()
        let machine = AcceleratorSpec()
        try check(workload, on: machine, from: SRAMCurve.least(workload, on: machine), block: block)
    }

    @Test(arguments: ["default", "edge"], 0..<blocks) func fewLayers(preset: String, block: Int) throws {
        var model = ModelDescription.ofFewLayers
        // Small images keep the program short where tiles are smallest.
        model.vision?.imageSize = 128
        model.options.cameras = preset == "edge" ? 2 : 1
        let machine = try #require(AcceleratorSpec.preset(preset))
        let workload = try model.lowered()
        try check(
            workload, on: machine, from: SRAMCurve.least(workload, on: machine), block: block)
    }

    @Test(arguments: 0..<blocks) func randomWorkloads(block: Int) throws {
        for seed in (0..<Self.seedsPerBlock).map({ UInt64(2_000 + block * Self.seedsPerBlock + $0) }) {
            let workload = RandomWorkload.makeForArray(seed: seed)
            let machine = RandomMachine.make(seed: seed, sram: .tight)
            let least = try SRAMCurve.least(workload, on: machine)
            let sizes = SRAMCurve.sizes(from: least, to: Self.most, count: Self.count, every: Self.step)
            let faults = try SRAMCurve(workload, on: machine, sizes: sizes).faults(slack: Space.granule.count)
            #expect(faults == [], "seed \(seed)")
        }
    }

    private func check(
        _ workload: Workload, on machine: AcceleratorSpec, from least: Int, block: Int
    ) throws {
        let sizes = SRAMCurve.sizes(from: least, to: Self.most, count: Self.count, every: Self.step)
        let part = sizes.count / Self.blocks
        let faults = try SRAMCurve(
            workload, on: machine, sizes: sizes[max(0, block * part - 1)..<(block + 1) * part]
        ).faults()
        #expect(faults == [])
    }
}
