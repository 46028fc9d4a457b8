import Testing

@testable import systole

@Suite("systole accelerators")
struct AcceleratorsTests {
    static let names = [
        "default", "edge", "gemmini", "tpu-v1", "opentpu", "tinytpu", "tiny-tpu", "scale-sim",
    ]

    @Test func allAreListed() throws {
        let outcome = try SystoleProcess.run("accelerators")
        #expect(outcome.status == 0)
        let rows = outcome.standardOutput.split(separator: "\n").dropFirst(3)
        #expect(rows.map { String($0.prefix { $0 != " " }) } == Self.names)
        let json = try ParsedJSON(try SystoleProcess.run("accelerators", "--format", "json").standardOutput)
        #expect(json.array.map { $0["name"].text } == Self.names)
        #expect(json.array.first?["macsPerSecond"].int == 16_384_000_000_000)
        #expect(json.array.first?["sramBytes"].int == 41_943_040)
        #expect(json.array.first?["bytesPerSecond"].int == 256_000_000_000)
    }

    @Test(arguments: names)
    func jsonReadsBackIdentical(name: String) throws {
        let folder = try TemporaryFolder()
        let copy = folder.path("machine.json")
        let outcome = try SystoleProcess.shell(
            "$SYSTOLE accelerators \(name) --format json --output \(copy) && "
                + "$SYSTOLE accelerators \(copy) --format json")
        #expect(outcome.status == 0)
        #expect(try outcome.standardOutput == folder.text(of: "machine.json"))
        let tables = try SystoleProcess.shell(
            "diff <($SYSTOLE accelerators \(name)) <($SYSTOLE accelerators \(copy)) && $SYSTOLE check \(copy)")
        #expect(tables.status == 0)
        #expect(tables.standardOutput.hasPrefix("\(copy): systole-accelerator/1 \"\(name)\", "))
    }

    @Test func everyKeyIsDescribed() throws {
        let table = try SystoleProcess.run("accelerators", "edge").standardOutput
        let lines = table.split(separator: "\n").filter { !$0.hasPrefix("-") }.dropFirst()
        #expect(lines.map { String($0.prefix { $0 != " " }) } == Settings.keys(of: [.machine]))
        #expect(lines.contains { $0.hasPrefix("sram.capacity ") && $0.contains(" 4 MiB ") })
    }

    @Test func unknownNameNamesTheNearest() throws {
        let outcome = try SystoleProcess.run("accelerators", "eddge")
        #expect(outcome.status == 1)
        #expect(outcome.standardOutput == "")
        #expect(
            outcome.standardError
                == "systole: no machine is called \"eddge\", and there is no such file; did you mean \"edge\"?\n")
    }

    /// The file changes its base, `--set` the file, in the order given.
    @Test func filesAndSettingsChangeAMachineInOrder() throws {
        let folder = try TemporaryFolder()
        let array = "\"array\": {\"rows\": \"8\", \"columns\": 8}"
        try "{\"format\": \"systole-accelerator/1\", \"base\": \"gemmini\", \(array)}".write(
            toFile: folder.path("small.json"), atomically: false, encoding: .utf8)
        let outcome = try SystoleProcess.shell(
            "$SYSTOLE probe array --accelerator \(folder.path("small.json")) --m 50 --k 720 --n 960 --format json "
                + "--set array.rows=4 --set array.rows=16 --set array.columns=16")
        let preset = try SystoleProcess.shell(
            "$SYSTOLE probe array --accelerator gemmini --m 50 --k 720 --n 960 --format json")
        let (found, expected) = (try ParsedJSON(outcome.standardOutput), try ParsedJSON(preset.standardOutput))
        #expect(found["accelerator"].text == "small")
        #expect(found["cycles"].int != nil)
        #expect(found["cycles"].int == expected["cycles"].int)
    }
}
