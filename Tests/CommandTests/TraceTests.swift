import Foundation
import Mapping
import Testing

@testable import systole

@Suite("Traces add up to the run")
struct TraceTests {
    static let files = ["derivation.json", "smolvla.json", "smolvla.model.json", "tiny.json"]
    static let modes = ResidencyMode.allCases.map(\.rawValue)

    @Test(arguments: files, modes)
    func executionsAddUpToTheResult(file: String, mode: String) throws {
        let arguments = "\(Checkout.workload(file)) --residency \(mode)"
        let trace = try SystoleProcess.shell("$SYSTOLE trace \(arguments)")
        let result = try SystoleProcess.shell("$SYSTOLE simulate \(arguments) --format json")
        try expectSums(of: trace, toBe: result, at: "operation")
    }

    @Test(arguments: ["derivation.json", "tiny.json"], modes)
    func commandsAddUpToTheResult(file: String, mode: String) throws {
        let arguments = "\(Checkout.workload(file)) --residency \(mode)"
        let trace = try SystoleProcess.shell("$SYSTOLE trace \(arguments) --commands")
        let result = try SystoleProcess.shell("$SYSTOLE simulate \(arguments) --format json")
        let rows = trace.rows
        let json = try ParsedJSON(result.standardOutput)
        #expect(trace.header.count == 38)
        #expect(rows.allSatisfy { $0.count == 38 })
        #expect(rows.sum("macs") == json["macs"].int)
        for (column, key) in Self.totals { #expect(rows.sum(column) == json["hbm"][key].int, "\(column)") }
        for unit in json["unitCycles"].keys {
            let own = rows.filter { $0["unit"] == unit }
            for cause in json["unitCycles"][unit].keys {
                #expect(own.sum(cause) == json["unitCycles"][unit][cause].int, "\(unit).\(cause)")
            }
        }
        let peak = rows.compactMap { Int($0["sramPeakBytes"] ?? "") }.max()
        #expect(peak == json["sram"]["peakBytes"].int)
    }

    static let totals = [
        ("hbmReadBytes", "readBytes"), ("hbmWriteBytes", "writeBytes"), ("hbmTotalBytes", "totalBytes"),
        ("hbmMovedBytes", "movedBytes"),
    ]

    /// Every column of counts adds up to its number, for the run and for each stage.
    private func expectSums(
        of trace: SystoleProcess.Outcome, toBe result: SystoleProcess.Outcome, at level: String
    ) throws {
        #expect(trace.status == 0)
        #expect(trace.standardError == "")
        let rows = trace.rows
        let json = try ParsedJSON(result.standardOutput)
        expectSums(of: rows, toBe: json)
        for stage in json["stages"].array {
            let own = rows.filter { $0["stage"] == stage["name"].text }
            expectSums(of: own, toBe: stage)
            #expect(Set(own.compactMap { $0["iteration"] }.filter { $0 != "" }).count == stage["iterations"].int)
        }
        let peak = rows.compactMap { Int($0["sramPeakBytes"] ?? "") }.max()
        #expect(peak == json["sram"]["peakBytes"].int)
        let ends = rows.compactMap { Int($0["endCycle"] ?? "") }
        #expect(ends.max() == json["cycles"].int)
    }

    private func expectSums(of rows: [CommaSeparatedRow], toBe json: ParsedJSON) {
        #expect(rows.sum("cycles") == json["cycles"].int)
        #expect(rows.sum("macs") == json["macs"].int)
        for (column, key) in Self.totals { #expect(rows.sum(column) == json["hbm"][key].int, "\(column)") }
        for (column, key) in [("hbmRead", "readByClass"), ("hbmWrite", "writeByClass")] {
            #expect(json["hbm"][key].keys.count == 5)
            for name in json["hbm"][key].keys {
                #expect(rows.sum("\(column).\(name)") == json["hbm"][key][name].int, "\(column).\(name)")
            }
        }
        for unit in json["unitCycles"].keys {
            #expect(json["unitCycles"][unit].keys.count == 8)
            for cause in json["unitCycles"][unit].keys {
                #expect(rows.sum("\(unit).\(cause)") == json["unitCycles"][unit][cause].int, "\(unit).\(cause)")
            }
        }
    }

    /// Several inferences in a row are executions of their own.
    @Test(arguments: ["layer-by-layer", "pinned"])
    func inferencesAddUpToTheResult(mode: String) throws {
        let arguments = "\(Checkout.workload("tiny.json")) --residency \(mode) --set run.inferences=3"
        let trace = try SystoleProcess.shell("$SYSTOLE trace \(arguments)")
        let commands = try SystoleProcess.shell("$SYSTOLE trace \(arguments) --commands")
        let result = try SystoleProcess.shell("$SYSTOLE simulate \(arguments) --format json")
        let json = try ParsedJSON(result.standardOutput)
        let rows = trace.rows
        expectSums(of: rows, toBe: json)
        for stage in json["stages"].array {
            expectSums(of: rows.filter { $0["stage"] == stage["name"].text }, toBe: stage)
        }
        let executed = rows.filter { $0["kind"] != "rest" }
        #expect(executed.map { $0["index"] } == (0..<executed.count).map(String.init))
        #expect(executed.map { $0["inference"] } == (0..<executed.count).map { "\($0 * 3 / executed.count)" })
        #expect(commands.rows.sum("hbmTotalBytes") == json["hbm"]["totalBytes"].int)
        for format in ["chrome", "perfetto"] {
            let timeline = try SystoleProcess.shell(
                "$SYSTOLE trace \(arguments) --format \(format) | tr -d '\\0' | wc -c")
            #expect(timeline.standardError == "" && Int(timeline.standardOutput.filter(\.isNumber)) ?? 0 > 5000)
        }
    }

    @Test func rowsAreTheOperationsInProgramOrder() throws {
        let trace = try SystoleProcess.run("trace").rows
        let operations = try SystoleProcess.run("operations", "--format", "csv").rows
        let executed = trace.filter { $0["kind"] != "rest" }
        #expect(executed.count == operations.count)
        let shared = ["index", "stage", "iteration", "layer", "operation", "kind", "batch", "m", "k", "n", "elements"]
        for (left, right) in zip(executed, operations) {
            #expect(shared.allSatisfy { left[$0] == right[$0] }, "\(left["index"] ?? "?")")
            #expect(left["macs"] == right["macs"])
        }
    }
}
