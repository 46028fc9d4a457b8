import Accelerator
import Architecture
import Quantities
import Reporting
import Testing

/// The verifier finds what is wrong with records, and says which rule they break.
@Suite struct VerificationTests {
    private static func run() throws -> RandomRun { try RandomRun(seed: 11, sram: .ample, mode: .layerByLayer) }

    @Test func soundRunsPass() throws {
        let verification = try Self.run().verification()
        #expect(verification.holds)
        #expect(verification.checks.allSatisfy { $0.cases > 0 })
        #expect(verification.firstFault == nil)
    }

    /// A change of one record, and the rules that it breaks.
    struct Forgery: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Which record: the last of this unit, by the start of its name.
        let unit: String
        let broken: [String]
        let change: @Sendable (inout CommandRecord) -> Void

        init(
            _ name: String, of unit: String, breaks broken: String...,
            by change: @escaping @Sendable (inout CommandRecord) -> Void
        ) {
            (testDescription, self.unit, self.broken, self.change) = (name, unit, broken, change)
        }
    }

    static let forgeries = [
        Forgery("another iteration", of: "array", breaks: "commands") { $0.iteration += 1 },
        Forgery("another inference", of: "vector", breaks: "commands") { $0.inference += 1 },
        Forgery("another operation", of: "vector", breaks: "commands") { $0.operation -= 1 },
        Forgery("no such command", of: "array", breaks: "commands") { $0.command = -1 },
        Forgery("too early", of: "array", breaks: "waits") { $0.issued = .zero },
        Forgery("a load before its data is written", of: "dma", breaks: "waits") { $0.issued = .zero },
        Forgery("before the one before", of: "array", breaks: "units", "gaps") { $0.began = .zero },
        Forgery("backwards", of: "vector", breaks: "units") { $0.ended = $0.began - Cycles(1) },
        Forgery("a gap without a cause", of: "vector", breaks: "gaps", "unitCycles") { $0.before.unit += Cycles(1) },
        Forgery("a negative cause", of: "array", breaks: "gaps") {
            $0.before.unit -= Cycles(1_000_000)
            $0.before.space += Cycles(1_000_000)
        },
        Forgery("more work than time", of: "array", breaks: "gaps", "unitCycles") { $0.working += Cycles(1_000_000) },
        Forgery("bytes that did not move", of: "dma", breaks: "stageBytes") { $0.movedBytes += Bytes(64) },
        Forgery("fewer bytes on the bus than of use", of: "dma", breaks: "tensorBytes") {
            $0.movedBytes -= Bytes(1 << 40)
        },
        Forgery("a later end", of: "vector", breaks: "work") { $0.completed += Cycles(1_000_000) },
    ]

    @Test(arguments: forgeries) func forgedRecordsAreFound(forgery: Forgery) throws {
        let run = try Self.run()
        var records = run.list.records
        let place = try #require(records.lastIndex { $0.unit.name.hasPrefix(forgery.unit) })
        forgery.change(&records[place])
        let found = run.verification(records: records)
        let broken = found.checks.filter { $0.faults > 0 }.map(\.name)
        #expect(!found.holds)
        #expect(found.firstFault != nil)
        #expect(Set(broken).isSuperset(of: forgery.broken), "\(broken)")
    }

    @Test func missingAndRepeatedRecordsAreFound() throws {
        let run = try Self.run()
        let records = run.list.records
        for forged in [Array(records.dropLast()), records + [records[0]], Array(records.dropFirst())] {
            let broken = run.verification(records: forged).checks.filter { $0.faults > 0 }.map(\.name)
            #expect(broken.contains("commands"))
            #expect(broken.contains("work"))
        }
    }

    /// Every load is late: products have begun before.
    @Test func loadsAfterTheirUseAreFound() throws {
        let run = try Self.run()
        let late = run.list.records.map { record in
            var record = record
            if case .dma = record.unit { record.completed += Cycles(1 << 40) }
            return record
        }
        let broken = run.verification(records: late).checks.filter { $0.faults > 0 }.map(\.name)
        for name in ["loads", "waits", "memoryOrder", "work"] { #expect(broken.contains(name), "\(broken)") }
    }

    /// Results are late: those who read them are done before.
    @Test func resultsAfterTheirUseAreFound() throws {
        let run = try Self.run()
        let late = run.list.records.map { record in
            var record = record
            if record.unit == .array { record.completed += Cycles(1 << 40) }
            return record
        }
        #expect(run.verification(records: late).checks.first { $0.name == "results" }?.faults ?? 0 > 0)
    }

    @Test func machinesThatAreTooSmallAreFound() throws {
        let run = try Self.run()
        #expect(run.result.peakSRAM > Bytes(256))
        var small = run.machine
        small.sram = SRAMSpec()
        small.sram.capacity = Bytes(256)
        small.dma.descriptorsInFlight = 0
        let broken = run.verification(machine: small).checks.filter { $0.faults > 0 }.map(\.name)
        #expect(broken == ["descriptors", "occupancy"])
    }

    @Test func reportsOfAnotherRunAreFound() throws {
        let run = try Self.run()
        let other = try RandomRun(seed: 11, sram: .ample, mode: .resident)
        var verifier = RunVerifier(run.program, run.workload, on: run.machine)
        for record in run.list.records { verifier.record(record) }
        let broken = verifier.verification(of: other.report).checks.filter { $0.faults > 0 }.map(\.name)
        for name in ["unitCycles", "stageBytes", "work"] { #expect(broken.contains(name), "\(broken)") }
    }
}
