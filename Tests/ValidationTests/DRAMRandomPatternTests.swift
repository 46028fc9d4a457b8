import Architecture
import Foundation
import Quantities
import Testing

@testable import Accelerator

/// The memory model against the burst-by-burst reference on random patterns that no table has: other memories, numbers of
/// channels, windows, blocks, pitches, strips and offsets. `SYSTOLE_LONG_TESTS=1` takes ten times as many.
@Suite struct DRAMRandomPatternTests {
    private static let isLong = ProcessInfo.processInfo.environment["SYSTOLE_LONG_TESTS"] == "1"

    private struct Row: CustomStringConvertible {
        let spec: MemorySpec
        let window: Int
        let pattern: MemoryPattern
        let error: Double

        var kind: String { String(pattern.text.prefix { $0 != ":" }) }
        var description: String { "\(spec.kind) x \(spec.channels) \(pattern.text) window \(window): \(error) %" }
    }

    /// Kind, channels, and the window that the table has for them.
    private static let memories: [(MemoryKind, Int, Int)] = [
        (.hbm2, 8, 1024), (.hbm2, 1, 128), (.hbm2e, 8, 1024), (.hbm3, 4, 1024), (.hbm3, 1, 256), (.lpddr5, 4, 512),
        (.lpddr5, 1, 128), (.ddr4, 2, 256),
    ]

    @Test func modelFollowsReferenceOnRandomPatterns() throws {
        var generator = ArrayTestGenerator(seed: 4)
        var rows: [Row] = []
        for (kind, channels, window) in Self.memories {
            for refresh in [MemoryRefresh.none, .allBank] {
                for _ in 0..<(Self.isLong ? 10 : 1) {
                    var spec = MemorySpec(kind: kind)
                    spec.channels = channels
                    spec.refresh = refresh
                    for text in Self.patterns(&generator) {
                        let pattern = try MemoryPattern(text: text)
                        rows.append(try Self.row(spec, Bool.random(using: &generator) ? window : window / 2, pattern))
                    }
                }
            }
        }
        for (kind, rows) in Dictionary(grouping: rows, by: \.kind).sorted(by: { $0.key < $1.key }) {
            let mean = rows.map { abs($0.error) }.mean
            let worst = rows.max { abs($0.error) < abs($1.error) }
            print("\(kind): \(rows.count) rows, mean \(mean) %, worst \(worst?.description ?? "")")
            #expect(mean < 8, "\(kind)")
            #expect(abs(worst?.error ?? 0) < 50, "\(kind)")
        }
        #expect(rows.map { abs($0.error) }.mean < 4)
    }

    /// Per-bank refresh takes one share of every pattern's time; what it costs the reference depends on the pattern. The
    /// share lies between: see Docs/Validation-memory.md.
    @Test(arguments: [MemoryKind.hbm2, .hbm2e, .hbm3, .lpddr5])
    func perBankRefreshLiesBetween(kind: MemoryKind) throws {
        var spec = MemorySpec(kind: kind)
        spec.channels = 2
        spec.refresh = .perBank
        for text in ["seqr:512K", "seqw:512K", "tile:256K:128:960:256", "two:512K:4K:64M", "rand:128K:64"] {
            let row = try Self.row(spec, 256, MemoryPattern(text: text))
            #expect(abs(row.error) < 20, "\(row)")
            print(row)
        }
    }

    /// One pattern of each sort.
    private static func patterns(_ generator: inout ArrayTestGenerator) -> [String] {
        func one(_ values: [Int]) -> Int { values.randomElement(using: &generator) ?? 64 }
        let gap = one([8 << 20, 8 << 20 + 4096, 8 << 20 + 32768, 3 << 20])
        return [
            "seqr:\(one([96, 160, 384]))K", "seqw:\(one([96, 160, 384]))K",
            "mix:384K:\(one([512, 1024, 3072, 6144, 24576, 65536]))",
            "tile:256K:\(one([64, 96, 128, 192]))"
                + ":\(one([192, 384, 640, 768, 800, 1088, 1536, 1920, 3200, 4608]))"
                + ":\(one([64, 256, 1024]))",
            "tile:256K:\(one([256, 384, 512, 1024]))"
                + ":\(one([1024, 1280, 1440, 1920, 2304, 3200, 4096, 6144, 8192, 12288]))"
                + ":\(one([64, 256, 1024]))",
            "rand:64K:\(one([64, 128, 512, 2048]))", "two:256K:\(one([256, 512, 1024, 3072, 8192])):\(gap)",
            "twow:256K:\(one([256, 512, 1024, 3072, 8192])):\(gap)",
        ]
    }

    private static func row(_ spec: MemorySpec, _ window: Int, _ pattern: MemoryPattern) throws -> Row {
        var reference = try #require(DRAMReference(spec, window: window))
        var dma = DMASpec()
        dma.window = window
        let probe = try MemoryProbe(pattern, memory: spec, dma: dma, clock: Frequency(1_000_000_000))
        return Row(
            spec: spec, window: window, pattern: pattern,
            error: (probe.busFraction / reference.busFraction(pattern) - 1) * 100)
    }
}
