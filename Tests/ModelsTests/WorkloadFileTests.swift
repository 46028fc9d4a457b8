import Foundation
import Models
import OperatorTrace
import Testing

/// The files in `Workloads` that code makes. With `UPDATE_GOLDEN=1` in the environment they are written anew, and the
/// test fails so that nobody takes a recording for a check.
@Suite struct WorkloadFileTests {
    /// Lowering leaves the checks out for the built-in model.
    @Test func whatIsBuiltInIsSound() throws {
        try ModelDescription.smolVLA.validate()
        _ = try ModelDescription.smolVLA.lowered().validated()
    }

    private func expect(_ file: String, toBe text: String) throws {
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try text.write(toFile: TestFiles.workloadPath(file), atomically: true, encoding: .utf8)
            Issue.record("\(file) was recorded; look at the difference and run again without UPDATE_GOLDEN")
            return
        }
        let found = try TestFiles.workload(file)
        let line = zip(found.split(separator: "\n"), text.split(separator: "\n")).enumerated().first { $1.0 != $1.1 }
        #expect(line == nil, "\(file) differs first in a line; UPDATE_GOLDEN=1 writes it anew")
        #expect(found.utf8.elementsEqual(text.utf8), "\(file) is not what the code makes")
    }

    @Test func theModelFileIsTheBuiltInModel() throws {
        try expect("smolvla.model.json", toBe: ModelDescription.smolVLA.jsonText)
    }

    @Test func theWorkloadFileIsTheLoweringOfTheBuiltInModel() throws {
        try expect("smolvla.json", toBe: ModelDescription.smolVLA.lowered().jsonText)
    }

    @Test func theDerivationFileIsTheDocumentsModel() throws {
        try expect("derivation.json", toBe: DerivationDocument.lowered().jsonText)
    }

    @Test func theFilesReadBackAsWhatTheyWereMadeFrom() throws {
        #expect(try ModelDescription(contentsOf: TestFiles.workloadPath("smolvla.model.json")) == .smolVLA)
        let workload = try Workload(contentsOf: TestFiles.workloadPath("smolvla.json"))
        #expect(try workload == ModelDescription.smolVLA.lowered())
        let derivation = try Workload(contentsOf: TestFiles.workloadPath("derivation.json"))
        #expect(try derivation == DerivationDocument.lowered())
    }
}
