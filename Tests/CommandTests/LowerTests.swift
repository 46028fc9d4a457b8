import Foundation
import Testing

@Suite("systole lower and systole check")
struct LowerTests {
    @Test(arguments: ["", Checkout.workload("smolvla.model.json")])
    func shippedWorkloadIsTheLoweringOfTheShippedModel(model: String) throws {
        let outcome = try SystoleProcess.shell("$SYSTOLE lower \(model)")
        #expect(outcome.status == 0)
        #expect(outcome.standardError == "")
        let shipped = try String(contentsOfFile: Checkout.workload("smolvla.json"), encoding: .utf8)
        #expect(outcome.standardOutput == shipped)
    }

    @Test func settingsChangeTheWorkloadAndAreRecorded() throws {
        let outcome = try SystoleProcess.run("lower", "--set", "model.steps=20", "--set", "model.types.norms=fp16")
        let json = try ParsedJSON(outcome.standardOutput)
        #expect(json["options"]["steps"].text == "20")
        #expect(json["options"]["types.norms"].text == "fp16")
        #expect(json["stages"].array.last?["iterations"].int == 20)
    }

    @Test func outputReplacesTheFileThatWasRead() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("model.json")
        try FileManager.default.copyItem(atPath: Checkout.workload("smolvla.model.json"), toPath: path)
        #expect(try SystoleProcess.run("lower", path, "--output", path).status == 0)
        let checked = try SystoleProcess.run("check", path)
        #expect(
            checked.standardOutput
                == "\(path): systole-workload/1 \"smolvla\", 5 stages, 832 operations (3,577 executed): ok\n")
    }

    @Test func everythingShippedIsRight() throws {
        let names = ["derivation.json", "smolvla.json", "smolvla.model.json", "tiny.json"]
        let paths = names.map { Checkout.workload($0) }
        let outcome = try SystoleProcess.shell("$SYSTOLE check \(paths.joined(separator: " "))")
        #expect(outcome.status == 0)
        #expect(outcome.standardError == "")
        let lines = outcome.standardOutput.split(separator: "\n")
        #expect(lines.count == 4)
        for (line, path) in zip(lines, paths) { #expect(line.hasPrefix("\(path): systole-") && line.hasSuffix(": ok")) }
    }

    @Test func oneBadFileDoesNotHideTheOthers() throws {
        let folder = try TemporaryFolder()
        try "{".write(toFile: folder.path("broken"), atomically: false, encoding: .utf8)
        let tiny = Checkout.workload("tiny.json")
        let outcome = try SystoleProcess.run("check", folder.path("broken"), tiny, folder.path("missing"), tiny)
        #expect(outcome.status == 1)
        #expect(outcome.standardOutput.split(separator: "\n").count == 2)
        let faults = outcome.standardError.split(separator: "\n")
        #expect(faults.count == 2)
        #expect(faults.first?.hasPrefix("systole: \(folder.path("broken")):1:2: ") == true)
        #expect(faults.last == "systole: \(folder.path("missing")): there is no such file")
    }
}
