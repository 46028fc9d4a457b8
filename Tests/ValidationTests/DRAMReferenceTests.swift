import Architecture
import Quantities
import Testing

@testable import Accelerator

/// The burst-by-burst reference: itself against the simulator's table, and the transfer-level model against it on patterns
/// that no table has.
@Suite struct DRAMReferenceTests {
    /// Short forms of rows of `dram_patterns.csv` without refresh, whose steady state shows early.
    @Test(arguments: [
        ("hbm2", 1, 128, "seqr:128K", 0.9990), ("hbm2", 1, 1, "seqr:8K", 0.0566), ("hbm2", 1, 1, "rand:16K:32", 0.0223),
        ("lpddr5", 1, 128, "seqr:128K", 0.9995), ("ddr4", 1, 128, "seqr:128K", 0.9993),
        ("hbm3", 1, 1, "rand:16K:32", 0.0126), ("hbm2e", 1, 1, "rand:16K:32", 0.0139),
    ])
    func referenceFollowsSimulator(kind: String, channels: Int, window: Int, pattern: String, expected: Double) throws {
        let found = try reference(kind, channels, window, pattern)
        #expect(abs(found / expected - 1) < 0.06, "\(found), expected \(expected)")
    }

    /// Block sizes, pitches and chunks between and beyond those of the table; relative errors in percent.
    @Test func modelFollowsReference() throws {
        let cases: [(String, Int, Int, String)] = [
            ("hbm2", 2, 256, "seqw:128K"), ("hbm2", 2, 256, "two:256K:512:1M"), ("hbm2", 2, 256, "two:256K:8K:1M"),
            ("hbm2", 2, 256, "mix:192K:2K"), ("hbm2", 2, 256, "twow:256K:2K:1M"), ("hbm2", 2, 256, "rand:64K:64"),
            ("hbm2", 2, 256, "tile:128K:128:720:256"), ("hbm2", 2, 256, "tile:128K:256:2048:256"),
            ("hbm2e", 2, 256, "two:256K:1K:1M"), ("hbm2e", 2, 256, "rand:64K:128"),
            ("hbm3", 1, 256, "tile:128K:128:1440:256"), ("lpddr5", 2, 256, "mix:192K:8K"),
            ("lpddr5", 2, 256, "rand:32K:256"), ("ddr4", 2, 256, "tile:128K:256:960:256"),
            ("ddr4", 1, 128, "twow:128K:1K:1M"),
        ]
        var total = 0.0
        for (kind, channels, window, pattern) in cases {
            let expected = try reference(kind, channels, window, pattern)
            let found = try model(kind, channels, window, pattern)
            let error = abs(found / expected - 1) * 100
            print("\(kind) x \(channels) \(pattern): \(found), reference \(expected), \(error) %")
            #expect(error < 20, "\(kind) x \(channels) \(pattern): \(found), reference \(expected)")
            total += error
        }
        #expect(total / Double(cases.count) < 6)
    }

    private func spec(_ kind: String, _ channels: Int) throws -> MemorySpec {
        var spec = MemorySpec(kind: try #require(MemoryKind(rawValue: kind)))
        spec.channels = channels
        spec.refresh = .none
        return spec
    }

    private func reference(_ kind: String, _ channels: Int, _ window: Int, _ pattern: String) throws -> Double {
        var memory = try #require(DRAMReference(try spec(kind, channels), window: window))
        return memory.busFraction(try MemoryPattern(text: pattern))
    }

    private func model(_ kind: String, _ channels: Int, _ window: Int, _ pattern: String) throws -> Double {
        var dma = DMASpec()
        dma.window = window
        return try MemoryProbe(
            try MemoryPattern(text: pattern), memory: try spec(kind, channels), dma: dma,
            clock: Frequency(1_000_000_000)
        ).busFraction
    }
}
