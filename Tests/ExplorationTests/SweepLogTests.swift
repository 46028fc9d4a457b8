import Foundation
import JSONText
import Testing

@testable import Exploration

@Suite("The log of finished points")
struct SweepLogTests {
    private let path = NSTemporaryDirectory() + "systole-log-\(UUID().uuidString)"

    private static func header(_ values: Int = 6, shard: String = "1/1", holdsResults: Bool = true) throws
        -> SweepHeader
    {
        SweepHeader(
            version: "1", workload: .init(source: nil, name: "w", digest: "a"),
            accelerator: .init(source: "default", name: "default", digest: "b"), residency: "resident",
            settings: [.init(key: "array.rows", value: "8")],
            axes: [SweepAxis(key: "k", values: (0..<values).map(String.init))], holdsResults: holdsResults,
            shard: try Shard(text: shard), outputFormat: "csv", pareto: [])
    }

    /// Numbers that are hard to carry, and a text that looks like a record's own marks.
    private static func outcome(_ point: Int) -> SweepOutcome {
        if point == 3 { return .impossible(reason: "no \", \"result\": \" fits\n") }
        var figures: [(name: String, figure: Figure)] = [
            ("cycles", .whole(Int.max - point)), ("seconds", .real(0.1 * Double(point))),
        ]
        if point == 4 { figures.append(("extra", .whole(-1))) }
        return .figures(figures, result: "{ \"point\": \(point), \"result\": { } }")
    }

    private func archive(_ log: SweepLog) throws -> SweepArchive { try SweepArchive([(log.descriptor, path)]) }

    private func canonical(_ log: SweepLog) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try archive(log).writeLines(header: log.header) { bytes += $0 }
        return bytes
    }

    /// A device gives a line without end: reading stops.
    @Test func linesAreBounded() throws {
        let descriptor = open("/dev/zero", O_RDONLY)
        defer { close(descriptor) }
        var lines = LineReader(descriptor: descriptor, name: "/dev/zero")
        let error = #expect(throws: SweepError.self) { try lines.next() }
        #expect(error?.description == "/dev/zero: has a line of more than 64 MiB, so it is no part of a sweep")
    }

    @Test func recordsReadBackInTheOrderOfPoints() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let log = try SweepLog(creating: path, header: Self.header())
        for point in [5, 0, 3, 4, 2, 1] { try log.append(Self.outcome(point), ofPoint: point) }
        let archive = try archive(log)
        let results = archive.results
        #expect(results.rows.map(\.point) == [0, 1, 2, 3, 4, 5])
        #expect(results.columnNames == ["cycles", "seconds", "extra"])
        #expect(results.figure("cycles", of: results.rows[2]) == .whole(Int.max - 2))
        #expect(results.figure("seconds", of: results.rows[2]) == .real(0.2))
        #expect(results.figure("extra", of: results.rows[4]) == .whole(-1))
        #expect(results.figure("extra", of: results.rows[2]) == nil)
        #expect(results.rows[3].reason == "no \", \"result\": \" fits\n")
        #expect(try archive.result(ofPoint: 3) == nil)
        let result = try #require(try archive.result(ofPoint: 2))
        #expect(String(decoding: result, as: UTF8.self) == "{ \"point\": 2, \"result\": { } }")
    }

    /// A point that is there again is passed over, and is not taken for one that is missing.
    @Test func repeatedRecordsCountOnce() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let log = try SweepLog(creating: path, header: Self.header())
        for point in [2, 0, 2, 2] { try log.append(Self.outcome(point), ofPoint: point) }
        let archive = try archive(log)
        #expect(archive.counts == [2])
        #expect(archive.results.rows.map(\.point) == [0, 2])
    }

    /// Wherever the file is cut off, what is left goes on to the same bytes.
    @Test func everyCutOffFileGoesOn() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        var whole: [UInt8] = []
        var expected: [UInt8] = []
        do {
            let log = try SweepLog(creating: path, header: Self.header())
            for point in 0..<6 { try log.append(Self.outcome(point), ofPoint: point) }
            whole = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
            expected = try canonical(log)
        }
        for length in Set(stride(from: 0, through: whole.count, by: 11)).union([whole.count - 1, whole.count]) {
            try Data(whole[..<length]).write(to: URL(fileURLWithPath: path))
            let log = try SweepLog(resuming: path, header: Self.header())
            let lines = whole[..<length].split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
            #expect(log.doneCount == lines.count { $0.starts(with: Array("{ \"point\"".utf8)) })
            for point in 0..<6 where !log.isDone[point] { try log.append(Self.outcome(point), ofPoint: point) }
            #expect(try canonical(log) == expected, "cut off at \(length)")
        }
    }

    @Test func damageBeforeTheEndIsToldNotSkipped() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        do {
            let log = try SweepLog(creating: path, header: Self.header())
            for point in 0..<3 { try log.append(Self.outcome(point), ofPoint: point) }
        }
        var text = try String(contentsOfFile: path, encoding: .utf8)
        text = text.replacingOccurrences(of: "{ \"point\": 1,", with: "{ \"point\": x,")
        try text.write(toFile: path, atomically: false, encoding: .utf8)
        #expect(throws: SweepError.self) { try SweepLog(resuming: path, header: Self.header()) }
    }

    @Test func otherParametersAreRefused() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        do { _ = try SweepLog(creating: path, header: Self.header()) }
        _ = try SweepLog(resuming: path, header: Self.header())
        var changed = try Self.header()
        changed.workload.digest = "c"
        for other in [try Self.header(7), try Self.header(holdsResults: false), changed] {
            do {
                _ = try SweepLog(resuming: path, header: other)
                Issue.record("taken for the same")
            } catch {
                #expect("\(error)".contains("was made by other parameters"))
            }
        }
        #expect(throws: SweepError.self) { try SweepLog(resuming: path, header: Self.header(shard: "1/2")) }
    }

    /// Where the inputs lie and how the result is written does not change its numbers.
    @Test func pathsAndFormsAreNoParameters() throws {
        let header = try Self.header()
        var other = header
        other.workload.source = "elsewhere.json"
        other.outputFormat = "table"
        other.pareto = ["cycles"]
        #expect(header.digest == other.digest)
    }

    @Test func twoWritersOfOneFileAreRefused() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let log = try SweepLog(creating: path, header: Self.header())
        #expect(throws: SweepError.self) { try SweepLog(resuming: path, header: Self.header()) }
        #expect(throws: SweepError.self) { try SweepLog(creating: path, header: Self.header()) }
        withExtendedLifetime(log) {}
    }

    /// Hashes of the test vectors in RFC 9923's predecessor, the FNV reference: "" and "a" and "foobar".
    @Test(arguments: [("", "cbf29ce484222325"), ("a", "af63dc4c8601ec8c"), ("foobar", "85944171f73967e8")])
    func digestsAreFNV(text: String, digest: String) {
        #expect(contentDigest(of: text.utf8) == digest)
    }

    @Test func headersReadBack() throws {
        let header = try Self.header(shard: "2/3")
        #expect(try SweepHeader(Array(header.line.utf8), name: "x") == header)
    }

    @Test(arguments: [1, 2, 7])
    func everyPointOfAPartRunsOnce(jobs: Int) throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let header = try Self.header(40, shard: "2/3")
        let log = try SweepLog(creating: path, header: header)
        try log.append(Self.outcome(4), ofPoint: 4)
        let descriptor = log.descriptor
        let run = SweepRun(log, plan: try SweepPlan(axes: header.axes))
        try run.run(jobs: jobs, isStopped: { false }, report: { _ in }, compute: Self.outcome)
        #expect(run.counts.done == 13)
        let archive = try SweepArchive([(descriptor, path)])
        #expect(archive.results.rows.map(\.point) == Array(stride(from: 1, to: 40, by: 3)))
    }
}
