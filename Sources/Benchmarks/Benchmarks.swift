import JSONText
import Quantities
import Reporting

/// Prints how fast the simulator and its parts are: a table, or JSON with `--format json`.
@main
struct Benchmarks {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard arguments.isEmpty || arguments == ["--format", "json"] || arguments == ["--format", "table"] else {
            throw UsageError(arguments: arguments)
        }
        let measurements =
            try UnitBenchmarks.all() + RunBenchmarks.all() + TraceBenchmarks.all() + SweepBenchmarks.all()
        try OutputDestination.standardOutput.write(
            arguments.last == "json" ? json(measurements) : table(measurements))
    }

    private static func table(_ measurements: [Measurement]) -> String {
        var table = TextTable(columns: Measurement.columns)
        for measurement in measurements { table.append(measurement.cells) }
        return table.plainText
    }

    private static func json(_ measurements: [Measurement]) -> String {
        JSONNode.object([
            ("format", .string("systole-benchmarks/1")), ("measurements", .array(measurements.map(\.node))),
        ]).text
    }

    private struct UsageError: Error, CustomStringConvertible {
        let arguments: [String]
        var description: String {
            "found \(arguments.joined(separator: " ")), expected nothing, --format table or --format json"
        }
    }
}
