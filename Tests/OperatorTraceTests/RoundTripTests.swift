import Foundation
import OperatorTrace
import Quantities
import Testing

@Suite struct RoundTripTests {
    @Test func canonicalTextIsReadAndWrittenByteForByte() throws {
        let workload = try SampleWorkload.read(SampleWorkload.text)
        #expect(workload.jsonText == SampleWorkload.text)
        #expect(try SampleWorkload.read(workload.jsonText) == workload)
    }

    @Test func defaultsMayBeWrittenAndAreLeftOut() throws {
        var text = SampleWorkload.text
        let defaults = [
            ("\"name\": \"kv_proj\", \"kind\": \"matmul\", \"m\": 5", "\"batch\": 1, \"transposeB\": false, "),
            ("\"name\": \"noise\", \"kind\"", "\"placement\": \"off-chip\", \"perIteration\": false, "),
            ("\"name\": \"vlm\"", "\"iterations\": 1, \"carried\": [], "),
        ]
        for (part, addition) in defaults {
            text = text.replacingOccurrences(of: part, with: addition + part)
        }
        text = text.replacingOccurrences(of: "\"a\": \"context\"", with: "\"a\": [\"context\"]")
        #expect(text != SampleWorkload.text)
        #expect(try SampleWorkload.read(text).jsonText == SampleWorkload.text)
    }

    @Test func tutorialIsCanonicalButForItsComments() throws {
        let path = URL(filePath: #filePath).deletingLastPathComponent().path + "/../../Workloads/tiny.json"
        let workload = try Workload(contentsOf: path)
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        let withoutComments = lines.filter { !$0.trimmingCharacters(in: .whitespaces).hasPrefix("//") }
        #expect(workload.jsonText == withoutComments.joined(separator: "\n") + "\n")
    }

    @Test func exampleOfTheDocumentIsCanonical() throws {
        let path = URL(filePath: #filePath).deletingLastPathComponent().path + "/../../Docs/Formats.md"
        let document = try String(contentsOfFile: path, encoding: .utf8)
        let blocks = document.components(separatedBy: "```json\n").dropFirst()
        let example = try #require(blocks.first?.components(separatedBy: "```").first)
        #expect(try SampleWorkload.read(example).jsonText == example)
    }

    @Test func textInNamesSurvives() throws {
        var workload = try SampleWorkload.read(SampleWorkload.text)
        workload.name = "größe 3"
        workload.options = [.init(key: "a.b", value: ""), .init(key: "名", value: "x / y")]
        #expect(try SampleWorkload.read(workload.jsonText) == workload)
    }

    @Test func filesThatAreNotThere() {
        #expect(throws: (any Error).self) { try Workload(contentsOf: "/no/such/file.json") }
        #expect(throws: (any Error).self) { try Workload(contentsOf: "/") }
    }
}
