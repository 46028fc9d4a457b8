import Foundation
import Testing

@testable import systole

@Suite("What a trace shows, and where it goes")
struct TraceSelectionTests {
    @Test func selectionsKeepTheRowsOfTheWholeTrace() throws {
        let tiny = Checkout.workload("tiny.json")
        let all = try SystoleProcess.run("trace", tiny).standardOutput.split(separator: "\n").map(String.init)
        let rows = CommaSeparatedRow.rows(of: all.joined(separator: "\n"))
        let stage = try #require(rows.last { $0["iteration"] == "1" }?["stage"])
        let layer = try #require(rows.last { $0["stage"] == stage }?["layer"])
        let selected = try SystoleProcess.run(
            "trace", tiny, "--stage", stage, "--layer", layer, "--iterations", "1...2")
        let expected = zip(rows, all.dropFirst()).filter { row, _ in
            row["stage"] == stage && row["layer"] == layer
                && (["1", "2"].contains(row["iteration"]) || row["kind"] == "rest")
        }
        #expect(!expected.isEmpty)
        #expect(selected.standardOutput.split(separator: "\n").dropFirst().map(String.init) == expected.map(\.1))
    }

    @Test func onlySelectedSlicesAreDrawn() throws {
        let outcome = try SystoleProcess.run(
            "trace", "--stage", "expert", "--layer", "layers[3]", "--iterations", "4", "--format", "chrome")
        let events = try ParsedJSON(outcome.standardOutput)["traceEvents"].array
        let names = Set(
            events.filter { ["stage", "iteration", "layer"].contains($0["cat"].text) }.compactMap { $0["name"].text })
        #expect(names == ["expert", "iteration 4", "layers[3]"])
        #expect(events.filter { $0["ph"].text == "B" }.count == events.filter { $0["ph"].text == "E" }.count)
    }

    static let faults: [(arguments: String, message: String)] = [
        (
            "--stage exprt",
            "--stage: there is no stage \"exprt\" in \"smolvla\", which has vision, prefix, vlm, expert-context, expert; "
                + "did you mean \"expert\"?"
        ),
        (
            "--stage vision --stage prefix --layer layer",
            "--layer: there is no layer \"layer\" in \"vision\", \"prefix\", which has patch_embedding, layers[0], "
                + "layers[1], layers[2], layers[3], layers[4], layers[5], layers[6], layers[7], layers[8], layers[9] "
                + "and 5 more, up to assembly; did you mean \"layers[0]\"?"
        ),
        ("--iterations 10", "--iterations: found 10, expected iterations from 0 to 9 of what is selected"),
        (
            "--stage vlm --iterations 1...3",
            "--iterations: found 1, expected iterations that include 0, the only one of what is selected"
        ),
    ]

    @Test(arguments: faults)
    func whatMatchesNothingSaysWhatThereIs(arguments: String, message: String) throws {
        let folder = try TemporaryFolder()
        let outcome = try SystoleProcess.shell("$SYSTOLE trace \(arguments) --output \(folder.path("trace.csv"))")
        #expect(outcome.status == 1)
        #expect(outcome.standardError == "systole: \(message)\n")
        #expect(try folder.names() == [])
    }

    @Test(arguments: ["x", "-1", "3...1", "1..2", "1....2", "", "1...", "9223372036854775808"])
    func rangesThatAreNone(text: String) throws {
        let outcome = try SystoleProcess.run("trace", "--iterations=\(text)")
        #expect(outcome.status == 2)
        #expect(outcome.standardError.contains("--iterations"))
    }

    @Test(arguments: ["csv", "chrome", "perfetto"])
    func closedPipesEndItQuietly(format: String) throws {
        let outcome = try SystoleProcess.shell(
            "set -o pipefail; $SYSTOLE trace --commands --format \(format) | head -c 10 > /dev/null")
        #expect(outcome.status == 141)
        #expect(outcome.standardError == "")
    }

    @Test func fullDiskIsAnErrorOfOneLine() throws {
        let outcome = try SystoleProcess.run("trace", "--output", "/dev/full")
        #expect(outcome.status == 1)
        #expect(outcome.standardError == "systole: cannot write \"/dev/full\": No space left on device\n")
    }

    @Test(arguments: ["csv", "chrome", "perfetto"])
    func sameTraceEveryTime(format: String) throws {
        let folder = try TemporaryFolder()
        for name in ["a", "b"] {
            _ = try SystoleProcess.run(
                "trace", Checkout.workload("tiny.json"), "--commands", "--format", format, "--output", folder.path(name)
            )
        }
        let first = try Data(contentsOf: folder.url.appendingPathComponent("a"))
        #expect(!first.isEmpty)
        #expect(try first == Data(contentsOf: folder.url.appendingPathComponent("b")))
    }
}
