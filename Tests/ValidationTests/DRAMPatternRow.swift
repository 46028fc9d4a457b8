import Architecture
import Foundation
import Quantities
import Testing

@testable import Accelerator

/// One row of `dram_patterns.csv`: what a cycle-level simulator (Ramulator 2.1) gave.
struct DRAMPatternRow: CustomStringConvertible {
    let configuration: String
    let pattern: MemoryPattern
    let patternText: String
    let window: Int
    let busFraction: Double
    let usefulFraction: Double
    let latency: Double
    let rowHitRate: Double

    var description: String { "\(configuration) \(patternText) window \(window)" }

    /// `HBM2_2000_8ch_ab`: HBM2 at 2.0 Gb/s per pin, 8 channels, all-bank refresh; `none` without.
    var memory: MemorySpec {
        get throws {
            let words = configuration.split(separator: "_")
            let kind = try #require(MemoryKind(rawValue: words[0].lowercased()))
            var spec = MemorySpec(kind: kind)
            spec.channels = try #require(Int(words[2].dropLast(2)))
            spec.refresh = words[3] == "ab" ? .allBank : .none
            return try spec.validated()
        }
    }

    func probe() throws -> MemoryProbe {
        var dma = DMASpec()
        dma.window = window
        return try MemoryProbe(pattern, memory: try memory, dma: dma, clock: Frequency(1_000_000_000))
    }

    /// The classes that accuracy is stated for.
    var kind: String {
        if window == 1 { return "one outstanding" }
        switch pattern {
        case .sequential: return "sequential"
        case .mixed: return "mixed"
        case .random: return "random"
        case .tiles(_, let width, _, _): return width < 128 ? "tiles of 64 B" : "tiles of 128 B and more"
        case .twoStreams(_, _, _, let secondWrites): return secondWrites ? "read and write" : "two reads"
        }
    }

    static func all() throws -> [DRAMPatternRow] {
        let url = try #require(Bundle.module.url(forResource: "References/dram_patterns", withExtension: "csv"))
        return try String(contentsOf: url, encoding: .utf8).split(whereSeparator: \.isNewline).dropFirst().map { line in
            let words = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            return DRAMPatternRow(
                configuration: words[0], pattern: try MemoryPattern(text: words[1]), patternText: words[1],
                window: try #require(Int(words[2])), busFraction: try #require(Double(words[3])),
                usefulFraction: try #require(Double(words[4])), latency: try #require(Double(words[5])),
                rowHitRate: try #require(Double(words[6])))
        }
    }
}
