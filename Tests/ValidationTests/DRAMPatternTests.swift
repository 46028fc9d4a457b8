import Architecture
import Quantities
import Testing

@testable import Accelerator

/// The memory models against every row of the cycle-level simulator's table.
@Suite struct DRAMPatternTests {
    /// Mean and largest relative error allowed, in percent.
    private static let allowed: [String: (mean: Double, worst: Double)] = [
        "one outstanding": (1.5, 4), "sequential": (0.5, 1.5), "mixed": (2, 5), "two reads": (2.5, 9),
        "tiles of 128 B and more": (2, 7.5), "tiles of 64 B": (4, 19), "read and write": (6, 14), "random": (5, 10),
    ]

    /// Every row and what the model gives for it, worked out once.
    private static let results = Result {
        try DRAMPatternRow.all().map { (row: $0, probe: try $0.probe()) }
    }

    @Test func matchesCycleLevelSimulator() throws {
        var errors: [String: [(error: Double, row: DRAMPatternRow)]] = [:]
        for (row, probe) in try Self.results.get() {
            errors[row.kind, default: []].append((abs(probe.busFraction / row.busFraction - 1) * 100, row))
            // The simulator counts requests, so rows of bytes that are asked for agree to its last digit.
            let useful = probe.usefulFraction / probe.busFraction
            #expect(abs(useful - row.usefulFraction / row.busFraction) < 2e-3, "\(row)")
        }
        let all = errors.values.joined().map(\.error)
        #expect(all.count == 179)
        #expect(all.mean < 1.5)
        #expect(Set(errors.keys) == Set(Self.allowed.keys))
        for (kind, allowed) in Self.allowed.sorted(by: { $0.key < $1.key }) {
            let found = errors[kind] ?? []
            let mean = found.map(\.error).mean
            let worst = found.max { $0.error < $1.error }
            print("\(kind): \(found.count) rows, mean \(mean) %, worst \(worst?.error ?? 0) % (\(worst?.row as Any))")
            #expect(mean <= allowed.mean, "\(kind)")
            #expect((worst?.error ?? 0) <= allowed.worst, "\(kind): \(worst?.row as Any)")
        }
    }

    @Test func unloadedLatencyIsWithinANanosecond() throws {
        for (row, probe) in try Self.results.get() where row.window == 1 {
            let latency = probe.latencyNanoseconds
            #expect(abs(latency - row.latency) < 1, "\(row): \(latency) ns, expected \(row.latency)")
        }
    }

    @Test func loadedReadLatencyFollows() throws {
        for (row, probe) in try Self.results.get() where row.window > 1 && row.latency > 0 {
            let latency = probe.latencyNanoseconds
            #expect(abs(latency / row.latency - 1) < 0.22, "\(row): \(latency) ns, expected \(row.latency)")
        }
    }
}
