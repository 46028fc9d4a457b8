import Foundation
import Testing

/// Files and values that cannot be meant: one sentence on standard error, nothing on standard output, exit status 1,
/// in bounded time, and never a trap.
@Suite("Broken input")
struct InputErrorTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Every command that reads files, with `FILE` where the file stands.
    static let commands = [
        "simulate FILE", "operations FILE", "footprint FILE", "lower FILE", "check FILE", "accelerators FILE",
        "simulate --accelerator FILE", "footprint --accelerator FILE",
        "probe array --m 1 --k 1 --n 1 --accelerator FILE",
    ]

    /// The sentence, if the run ended as it should.
    private func sentence(_ line: String) throws -> Substring {
        let outcome = try SystoleProcess.shell("cd \(folder.url.path); $SYSTOLE \(line)")
        #expect(outcome.status == 1, "\(line)")
        #expect(!outcome.endedBySignal, "\(line)")
        #expect(outcome.standardOutput == "", "\(line)")
        let lines = outcome.standardError.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 2 && lines[1].isEmpty && lines[0].hasPrefix("systole: "), "\(line): \(lines)")
        return lines[0]
    }

    private func write(_ text: String, to name: String = "file.json") throws {
        try text.write(toFile: folder.path(name), atomically: false, encoding: .utf8)
    }

    @Test(arguments: commands)
    func whatIsNoFile(command: String) throws {
        let directory = folder.path("directory.json")
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        try write("", to: "empty.json")
        for (name, expected) in [
            ("directory.json", "directory.json: is a directory, expected a file"),
            ("empty.json", "empty.json: is empty"),
            ("no/such.json", "no/such.json: there is no directory \"no\""),
            ("mpty.json", "mpty.json: there is no such file; did you mean \"empty.json\"?"),
        ] {
            #expect(try sentence(command.replacingOccurrences(of: "FILE", with: name)) == "systole: " + expected)
        }
    }

    @Test(arguments: commands)
    func whatIsNoJSON(command: String) throws {
        let workload = try Data(contentsOf: URL(fileURLWithPath: Checkout.workload("smolvla.json")))
        try workload.prefix(100_000).write(to: folder.url.appendingPathComponent("truncated.json"))
        try Data([0x7F, 0x45, 0x4C, 0x46, 0, 1, 2, 0xFF]).write(to: folder.url.appendingPathComponent("binary.json"))
        try write(String(repeating: "[", count: 1_000_000), to: "deep.json")
        try write("[1, 2]", to: "array.json")
        try write("{}", to: "object.json")
        for name in ["truncated.json", "binary.json", "deep.json", "array.json", "object.json"] {
            let found = try sentence(command.replacingOccurrences(of: "FILE", with: name))
            #expect(found.hasPrefix("systole: \(name):"), "\(found)")
        }
    }

    @Test(arguments: commands)
    func whatIsOfAnotherFormat(command: String) throws {
        try write("{\"format\": \"systole-wrkload/1\", \"name\": \"x\"}")
        let found = try sentence(command.replacingOccurrences(of: "FILE", with: "file.json"))
        #expect(found.hasPrefix("systole: file.json:1:12: format: found \"systole-wrkload/1\", expected \"systole-"))
    }

    @Test func fileOfTheWrongKindIsNamed() throws {
        let tiny = Checkout.workload("tiny.json")
        #expect(
            try sentence("simulate --accelerator \(tiny)").hasSuffix(
                "format: found \"systole-workload/1\", expected \"systole-accelerator/1\""))
        try write("{\"format\": \"systole-accelerator/1\"}")
        #expect(
            try sentence("simulate file.json").hasSuffix(
                "format: found \"systole-accelerator/1\", expected \"systole-workload/1\" or \"systole-model/1\""))
        #expect(
            try sentence("lower \(tiny)")
                == "systole: \(tiny): is a lowered workload already, expected a model to lower")
    }

    @Test(arguments: ["simulate", "operations", "footprint"])
    func loweredWorkloadHasNoOptions(command: String) throws {
        let tiny = Checkout.workload("tiny.json")
        #expect(
            try sentence("\(command) \(tiny) --set model.steps=3")
                == "systole: \(tiny): is a lowered workload, which has no options, but --set changes \"model.steps\"; "
                + "give its model file instead")
    }

    /// 100 MB of zeros, and more than is read at all.
    @Test func hugeFilesAreRefused() throws {
        let outcome = try SystoleProcess.shell(
            "cd \(folder.url.path); truncate -s 100M zeros; truncate -s 1G more; $SYSTOLE check zeros more")
        #expect(outcome.status == 1)
        let lines = outcome.standardError.split(separator: "\n")
        #expect(lines.first == "systole: zeros:1:1: expected a value, found the control character 0x0")
        #expect(lines.last == "systole: more: has 1,073,741,824 B, more than the limit of 256 MiB")
    }

    @Test(arguments: ["0", "-1", "9223372036854775807", "9223372036854775808", "1e30", "4294967296"])
    func sizesOfAnyMagnitudeAreSentences(size: String) throws {
        let shipped = try String(contentsOfFile: Checkout.workload("tiny.json"), encoding: .utf8)
        for part in ["\"m\": 2", "\"shape\": [4", "\"iterations\": 2"] {
            try write(shipped.replacingOccurrences(of: part, with: part.dropLast() + size))
            for command in ["simulate", "operations", "footprint", "check"] {
                #expect(try sentence("\(command) file.json").hasPrefix("systole: file.json:"), "\(part)")
            }
        }
    }

    @Test(arguments: [
        ("simulate --set sram.capacity=0B", "sram.capacity: found 0 B, expected 64 B to 64 GiB"),
        ("footprint --set array.rows=0", "array.rows: found 0, expected 1 to 65536"),
        ("footprint --set array.columns=9223372036854775807", "array.columns: found 9223372036854775807, "),
        ("footprint --set sram.weights=1MiB", "sram.activations: found 0 B, expected 64 B to 64 GiB, because "),
        ("lower --set model.vision.heads=5", "model.vision.keyValueHeads: found 12, expected a divisor of the 5 heads"),
        (
            "simulate --accelerator edgy",
            "no machine is called \"edgy\", and there is no such file; did you mean \"edge\"?"
        ),
    ])
    func valuesThatDoNotFitAreSentences(line: String, start: String) throws {
        #expect(try sentence(line).hasPrefix("systole: " + start))
    }
}
