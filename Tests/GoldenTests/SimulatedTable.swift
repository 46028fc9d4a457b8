import Reporting
import Testing

/// A table of a document whose rows and columns say what to simulate: words like `` `sram.capacity=40MB` `` in the first
/// cell are settings of SmolVLA's run, and so are those of the column.
struct SimulatedTable {
    /// A figure of a run.
    struct Column: Sendable {
        let title: String
        var settings: [String] = []
        let figure: @Sendable (RunReport) -> String
    }

    private var table: DocumentTable
    private let common: [String]
    private var reports: [String: RunReport] = [:]

    init(_ name: String, in file: String, settings: [String] = []) throws {
        table = try DocumentTable(name, in: file)
        common = settings
    }

    /// Runs what every cell asks for and compares, or records.
    mutating func expect(_ columns: [Column]) throws {
        let labels = table.rows.map { $0[0] }
        #expect(labels.count > 1)
        for column in columns {
            var cells: [(String, String)] = []
            for label in labels {
                let words = label.split(separator: "`").map(String.init).filter { $0.contains("=") }
                cells.append((label, column.figure(try report(words + column.settings))))
            }
            try table.expect(cells, under: column.title)
        }
    }

    private mutating func report(_ settings: [String]) throws -> RunReport {
        // A preset goes first: the settings change it.
        let all = common + settings
        let ordered = all.filter { $0.hasPrefix("accelerator=") } + all.filter { !$0.hasPrefix("accelerator=") }
        let key = ordered.joined(separator: " ")
        if let known = reports[key] { return known }
        let report = try RunReport.simulatingSmolVLA(ordered)
        reports[key] = report
        return report
    }
}
