import OperatorTrace
import Testing

/// Every fault is one sentence with file, line, column and the part at fault.
@Suite struct BrokenFileTests {
    @Test(arguments: BrokenFiles.words) func unknownOrMissingWords(_ broken: BrokenFiles.Case) throws {
        try check(broken)
    }

    @Test(arguments: BrokenFiles.names) func names(_ broken: BrokenFiles.Case) throws { try check(broken) }

    @Test(arguments: BrokenFiles.tensors) func tensors(_ broken: BrokenFiles.Case) throws { try check(broken) }

    @Test(arguments: BrokenFiles.dataflow) func dataflow(_ broken: BrokenFiles.Case) throws { try check(broken) }

    @Test(arguments: BrokenFiles.products) func products(_ broken: BrokenFiles.Case) throws { try check(broken) }

    @Test(arguments: BrokenFiles.operators) func vectorOperators(_ broken: BrokenFiles.Case) throws {
        try check(broken)
    }

    private func check(_ broken: BrokenFiles.Case) throws {
        let complaint = try SampleWorkload.complaint(replacing: broken.part, with: broken.replacement)
        #expect(complaint == broken.complaint)
    }

    @Test(arguments: ["", "{", "[]", "null", "{}", "\u{0}", "{\"format\": \"systole-workload/1\"}"])
    func textsThatAreNoWorkload(_ text: String) {
        #expect(throws: (any Error).self) { try SampleWorkload.read(text) }
    }

    @Test func anyTruncationIsRefused() {
        let bytes = Array(SampleWorkload.text.utf8)
        for count in stride(from: 0, to: bytes.count - 2, by: 37) {
            #expect(throws: (any Error).self) { try Workload(json: Array(bytes[..<count]), name: "cut.json") }
        }
    }
}
