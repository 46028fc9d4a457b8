import JSONText
import Quantities

/// One benchmark's outcome.
struct Measurement {
    let name: String
    /// Seconds of the median run.
    let seconds: Double
    /// What was done in a run: events, answers, commands, simulated cycles.
    let counts: [(unit: String, count: Int)]

    /// Runs `work` some times and keeps the median time; the counts are those of the last run.
    static func take(_ name: String, runs: Int, _ work: () throws -> [(String, Int)]) rethrows -> Measurement {
        let clock = ContinuousClock()
        var times: [Duration] = []
        var counts: [(String, Int)] = []
        for _ in 0..<runs {
            let start = clock.now
            counts = try work()
            times.append(clock.now - start)
        }
        times.sort()
        let median = times[times.count / 2].components
        return Measurement(
            name: name, seconds: Double(median.seconds) + Double(median.attoseconds) * 1e-18,
            counts: counts.map { (unit: $0.0, count: $0.1) })
    }

    /// `name   12.345 ms   178,000 commands (14.4 M/s)`
    var line: String {
        let time = decimalText(numerator: Int((seconds * 1e6).rounded()), denominator: 1000, digits: 3)
        let rates = counts.map { count in
            let perSecond = seconds > 0 ? Double(count.count) / seconds : 0
            let millions = decimalText(numerator: Int((perSecond / 1e4).rounded()), denominator: 100, digits: 2)
            return "\(count.count.groupedText) \(count.unit) (\(millions) M/s)"
        }
        let padding = String(repeating: " ", count: max(1, 44 - name.count))
        return "\(name)\(padding)\(time) ms   \(rates.joined(separator: ", "))"
    }

    var node: JSONNode {
        .object([
            ("name", .string(name)), ("seconds", .double(seconds)),
            ("counts", .object(counts.map { ($0.unit, .int($0.count)) })),
        ])
    }
}
