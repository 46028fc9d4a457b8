import JSONText
import Quantities
import Reporting

/// One benchmark's outcome.
struct Measurement {
    let name: String
    /// Seconds of the median run.
    let seconds: Double
    /// What was done in a run: events, answers, commands, simulated cycles, bytes.
    let counts: [Count]
    /// The most memory that the process had resident meanwhile.
    let peakMemory: Bytes

    /// So many of something.
    struct Count {
        let unit: String
        let count: Int

        init(_ unit: String, _ count: Int) {
            self.unit = unit
            self.count = count
        }
    }

    /// Runs `work` some times and keeps the median time; the counts are those of the last run.
    static func take(_ name: String, runs: Int, _ work: () throws -> [Count]) throws -> Measurement {
        ResidentMemory.forgetPeak()
        let clock = ContinuousClock()
        var times: [Duration] = []
        var counts: [Count] = []
        for _ in 0..<runs {
            let start = clock.now
            counts = try work()
            times.append(clock.now - start)
        }
        times.sort()
        let median = times[times.count / 2].components
        return Measurement(
            name: name, seconds: Double(median.seconds) + Double(median.attoseconds) * 1e-18, counts: counts,
            peakMemory: ResidentMemory.peak())
    }

    static let columns: [TextColumn] = [
        .text("benchmark", name: "benchmark"), .number("time", unit: "ms", name: "seconds"),
        .number("peak", unit: "MB", name: "peakBytes"), .text("counts, millions a second", name: "counts"),
    ]

    var cells: [TextCell] {
        let rates = counts.map { count in
            "\(count.count.groupedText) \(count.unit) (\(Self.fixed(Double(count.count) / seconds / 1e6)))"
        }
        return [
            TextCell(name), TextCell(Self.fixed(seconds * 1000)), TextCell(Self.fixed(Double(peakMemory.count) / 1e6)),
            TextCell(rates.joined(separator: ", ")),
        ]
    }

    var node: JSONNode {
        .object([
            ("name", .string(name)), ("seconds", .double(seconds)), ("peakBytes", .int(peakMemory.count)),
            ("counts", .object(counts.map { ($0.unit, .int($0.count)) })),
        ])
    }

    /// Two digits behind the point.
    private static func fixed(_ number: Double) -> String {
        decimalText(numerator: Int((number * 100).rounded()), denominator: 100, digits: 2)
    }
}
