import JSONText
import Quantities
import Reporting

/// Prints how fast the simulator and its parts are: a line each, or JSON with `--json`.
@main
struct Benchmarks {
    static func main() throws {
        let measurements = try UnitBenchmarks.all() + RunBenchmarks.all()
        let peak = try peakMemory()
        let text: String
        if CommandLine.arguments.contains("--json") {
            text = JSONNode.object([
                ("format", .string("systole-benchmarks/1")), ("peakBytes", .int(peak.count)),
                ("measurements", .array(measurements.map(\.node))),
            ]).text
        } else {
            text =
                measurements.map(\.line).joined(separator: "\n")
                + "\npeak resident memory \(peak.megabytesText)\n"
        }
        try OutputDestination.standardOutput.write(text)
    }

    /// The most memory that the process has had resident, as the kernel counts it.
    private static func peakMemory() throws -> Bytes {
        let status = String(decoding: try TextFile.read("/proc/self/status"), as: UTF8.self)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
        let kibibytes = line.split(separator: " ").compactMap { Int($0) }.first ?? 0
        return Bytes(kibibytes * 1024)
    }
}
