import Testing

@testable import systole

@Suite("What simulate prints besides the run")
struct SimulateCommandTests {
    private static let arguments = [
        "simulate", Checkout.workload("tiny.json"), "--residency", "pinned", "--set", "run.inferences=3", "--set",
        "run.period=1us",
    ]

    private static func output(_ more: String...) throws -> String {
        let line = (arguments + more).map { "'\($0)'" }.joined(separator: " ")
        let outcome = try SystoleProcess.shell("'\(SystoleProcess.executable().path)' \(line)")
        #expect(outcome.status == 0 && outcome.standardError.isEmpty)
        return outcome.standardOutput
    }

    /// Tables are in units of which there is at least one; CSV has bytes and seconds always.
    @Test func unitsFitSmallWorkloads() throws {
        let table = try Self.output("--per-layer", "--plan")
        for text in ["kMAC", "(kB)", "(us)", " us\n", " uJ = HBM ", " kB of 41.94 MB."] {
            #expect(table.contains(text), "\(text)")
        }
        #expect(!table.contains("GMAC") && !table.contains("0.00 MB"))
        let cells = try Self.output("--format", "csv")
        #expect(cells.contains("hbmReadBytes") && !cells.contains("kB"))
    }

    @Test func thePlanSavesWhatTheModeMovesLess() throws {
        let kept = try ParsedJSON(Self.output("--plan", "--format", "json"))
        let entries = kept["plan"].array
        let saved = entries.compactMap { $0["savedBytes"].int }
        #expect(saved.count == entries.count && saved.allSatisfy { $0 > 0 })
        // All of tiny fits: what is not saved is what must move once.
        let weights = entries.filter { $0["kind"].text == "weight" }
        #expect(!weights.isEmpty)
        for entry in weights { #expect(entry["keptBytes"].int == entry["sizeBytes"].int) }
        let table = try Self.output("--plan")
        for entry in entries { #expect(table.contains("\n" + (entry["tensor"].text ?? "?"))) }
    }

    @Test func everythingIsVerified() throws {
        let verified = try ParsedJSON(Self.output("--verify", "--format", "json"))["verified"]
        #expect(verified["holds"].bool == true)
        let checks = verified["checks"].array
        #expect(checks.count == 15)
        let table = try Self.output("--verify")
        for check in checks {
            #expect(check["cases"].int ?? 0 > 0 && check["faults"].int == 0)
            #expect(table.contains(check["rule"].text ?? "?"))
        }
    }

    @Test func aPeriodThatIsMissedIsSaid() throws {
        let run = try ParsedJSON(Self.output("--format", "json"))
        let steady = try #require(run["inferences"].array.last?["cycles"].int)
        let slack = try #require(run["slackSeconds"].number)
        #expect(abs(slack - (1e-6 - Double(steady) * 1e-9)) < 1e-12)
        let text = try Self.output()
        #expect(text.contains("The period of 1 us is missed by 0.00\((steady - 500) / 1000) ms"))
        let enough = try Self.output("--set", "run.period=1ms")
        #expect(enough.contains("leaves 0.99"))
    }
}
