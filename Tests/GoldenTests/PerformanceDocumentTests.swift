import Accelerator
import Architecture
import Mapping
import OperatorTrace
import Testing

/// The counts in Docs/Performance.md, computed anew.
@Suite struct PerformanceDocumentTests {
    private static let file = "Docs/Performance.md"

    @Test func counts() throws {
        let table = try DocumentTable("counts", in: Self.file)
        let runs = try table.rows.map { row in (label: row[0], run: try Counts(Self.settings(row[0]))) }
        let columns: [(String, (Counts) -> Int)] = [
            ("commands in the program", \.program), ("executed, with releases", \.executed),
            ("events simulated", \.events),
            ("iterations replayed", \.replayed),
        ]
        for (title, value) in columns { try table.expect(runs.map { ($0.label, value($0.run).grouped) }, under: title) }
    }

    @Test(arguments: ResidencyMode.allCases) func replays(mode: ResidencyMode) throws {
        let table = try DocumentTable("replays of 1,000 steps", in: Self.file)
        let replays = try table.rows.map { row in
            let settings = Self.settings(row[0]) + ["model.steps=1000", "residency=\(mode.rawValue)"]
            return (label: row[0], value: String(try Counts(settings).replayed))
        }
        try table.expect(replays, under: "`\(mode.rawValue)`")
    }

    @Test func replaysOnOtherMachines() throws {
        let table = try DocumentTable("replays elsewhere", in: Self.file)
        let replays = try table.rows.map { row in
            (label: row[0], value: String(try Counts(Self.settings(row[0]) + ["model.steps=1000"]).replayed))
        }
        try table.expect(replays, under: "iterations replayed")
    }

    /// The settings that the first cell of a row names, each in backticks.
    private static func settings(_ cell: String) -> [String] {
        cell.split(separator: "`").map(String.init).filter { $0.contains("=") }
    }

    /// What a run costs.
    private struct Counts {
        let program: Int
        let executed: Int
        let events: Int
        let replayed: Int

        init(_ settings: [String]) throws {
            let run = try SmolVLARun(settings)
            let program = try run.program()
            var sink = NoSink()
            let summary = try simulate(program, on: run.machine, into: &sink)
            self.program = program.commands.count
            executed = program.executedCommands
            events = summary.events
            replayed = summary.replayedIterations
        }
    }
}
