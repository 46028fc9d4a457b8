import Foundation
import Testing

@testable import systole

@Suite("Sweeps that are interrupted", .serialized)
struct SweepDurabilityTests {
    private let folder: TemporaryFolder
    private let sweep: String
    /// A sweep of 3,840 points: long enough to be interrupted in the middle.
    private let long: String

    init() throws {
        folder = try TemporaryFolder()
        let tiny = Checkout.workload("tiny.json")
        let command = "$SYSTOLE sweep \(tiny) --jobs 2 --format csv "
        sweep = command + "--vary sram.capacity=4KiB...64KiB:+256B "
        long = command + "--vary sram.capacity=4KiB...60MiB:+16KiB "
    }

    private func run(_ line: String) throws -> SystoleProcess.Outcome {
        try SystoleProcess.shell("cd \(folder.url.path) && " + line)
    }

    private static func points(in log: String) -> [Substring] {
        log.split(separator: "\n").filter { $0.hasPrefix("{ \"point\"") }
    }

    /// Ten times the command is killed as soon as a random number of further points is in the log, at whatever it is
    /// doing then; what is in the log stays there, and the last run's file is that of an undisturbed one.
    @Test func killedTenTimesItEndsAsIfUndisturbed() throws {
        _ = try run(long + "--output whole")
        var generator = SystemRandomNumberGenerator()
        var kept: [Substring] = []
        for _ in 0..<10 {
            let wait = Int.random(in: 0..<20, using: &generator)
            _ = try run(
                """
                \(long) --output killed --resume 2> messages & process=$!
                until [ "$(grep -c point killed.part 2> /dev/null)" -ge \(kept.count + wait) ]; do
                    kill -0 $process 2> /dev/null || break
                done
                kill -KILL $process; wait $process
                """)
            let log = try folder.text(of: "killed.part")
            let whole = log.hasSuffix("\n") ? Self.points(in: log) : Self.points(in: log).dropLast()
            #expect(whole.starts(with: kept), "a finished point was lost or computed again")
            kept = Array(whole)
        }
        #expect(kept.count < 3840)
        let outcome = try run(long + "--output killed --resume && cmp whole killed")
        #expect(outcome.status == 0)
        #expect(kept.isEmpty || outcome.standardError.contains("of 3,840 points are there already"))
        #expect(try folder.names() == ["killed", "messages", "whole"])
    }

    @Test(arguments: ["INT", "TERM"])
    func signalsKeepWhatIsDone(signal: String) throws {
        let outcome = try run(
            """
            set -m
            \(long) --output cut & process=$!
            until [ "$(grep -c point cut.part 2> /dev/null)" -ge 5 ]; do kill -0 $process || break; done
            kill -\(signal) $process; wait $process; echo "status $?"
            """)
        #expect(outcome.standardOutput == "status \(signal == "INT" ? 130 : 143)\n")
        #expect(outcome.standardError.contains("--resume goes on"))
        let again = try run(long + "--output cut --resume && " + long + "--output whole && cmp cut whole")
        #expect(again.status == 0)
    }

    @Test func interruptedTableHoldsWhatIsDone() throws {
        let tiny = Checkout.workload("tiny.json")
        let outcome = try run(
            """
            set -m
            $SYSTOLE sweep \(tiny) --vary sram.capacity=4KiB...60MiB:+4KiB > cut & process=$!
            sleep 0.5; kill -INT $process; wait $process; echo "status $?"
            """)
        #expect(outcome.standardOutput == "status 130\n")
        #expect(outcome.standardError.contains("points were done"))
        #expect(try folder.text(of: "cut").contains(" of 15,360 points"))
    }

    @Test func interruptedSweepIsNotStartedAnewByMistake() throws {
        _ = try run(long + "--output cut & sleep 0.3; kill -KILL $!; wait $!")
        let outcome = try run(long + "--output cut")
        #expect(outcome.status == 1)
        #expect(outcome.standardError.contains("go on with --resume"))
        let other = try run(long.replacingOccurrences(of: "4KiB...", with: "8KiB...") + "--output cut --resume")
        #expect(other.status == 1)
        #expect(other.standardError.contains("was made by other parameters"))
        #expect(other.standardError.contains("\"sram.capacity\""))
    }

    @Test func finishedOutputIsNotGoneOnWith() throws {
        let outcome = try run(sweep + "--output whole && " + sweep + "--output whole --resume")
        #expect(outcome.status == 1)
        #expect(outcome.standardError.contains("nothing to go on with"))
    }

    /// A limit on the size of files stands for a disk that fills up halfway.
    @Test func fullDiskLosesNothing() throws {
        let full = try run("(ulimit -f 24; exec \(sweep) --output cut)")
        #expect(full.status == 1)
        #expect(full.standardError.contains("File too large"))
        #expect(full.standardError.contains("make room and give --resume"))
        #expect(try folder.names() == ["cut.part"])
        let log = try folder.text(of: "cut.part")
        #expect(log.hasSuffix("\n"))
        #expect(Self.points(in: log).count > 5)
        let outcome = try run(sweep + "--output cut --resume && " + sweep + "--output whole && cmp cut whole")
        #expect(outcome.status == 0)
        #expect(outcome.standardError.contains("\(Self.points(in: log).count) of 241 points are there already"))
    }

    @Test func devicesAreWrittenInPlace() throws {
        let outcome = try run(sweep + "--output /dev/full")
        #expect(outcome.status == 1)
        #expect(outcome.standardError.contains("No space left on device"))
        let missing = try run(sweep + "--output no/where")
        #expect(missing.status == 1)
        #expect(missing.standardError.contains("there is no directory"))
    }
}
