import Accelerator
import Architecture
import Mapping
import Reporting
import Testing

/// Every shipped workload, in every mode, comes to what it came to when it was last looked at.
@Suite struct GoldenRunTests {
    @Test(arguments: GoldenRun.all) func theReportIsTheRecordedOne(_ run: GoldenRun) throws {
        let report = try RunReport.simulating(run.workload(), on: run.spec(), residency: run.residency)
        try RepositoryFile.expect(report.table(perLayer: true).csv, in: "Tests/GoldenTests/Golden/\(run.name).csv")
    }

    /// The reports add records up, and a fold can hide two changes that cancel: so all records together have a digest.
    @Test func theRecordsAreTheRecordedOnes() throws {
        var lines = ["run,records,cycles,digest"]
        for run in GoldenRun.all {
            let machine = try run.spec()
            let program = try Mapper(for: machine, residency: run.residency).map(run.workload())
            var digest = RecordDigest()
            let summary = try simulate(program, on: machine, into: &digest)
            lines.append("\(run.name),\(digest.records),\(summary.cycles.count),\(String(digest.value, radix: 16))")
        }
        try RepositoryFile.expect(
            lines.joined(separator: "\n") + "\n", in: "Tests/GoldenTests/Golden/records.csv")
    }
}
