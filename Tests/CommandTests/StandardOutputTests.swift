import Foundation
import Testing

@Suite("Standard output, by the built command")
struct StandardOutputTests {
    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
    func fullDiskIsOneSentence() throws {
        let outcome = try SystoleProcess.shell("$SYSTOLE --help > /dev/full")
        #expect(outcome.status == 1)
        #expect(outcome.standardError == "systole: cannot write standard output: No space left on device\n")
    }

    @Test func closedStandardOutputIsOneSentence() throws {
        let outcome = try SystoleProcess.shell("$SYSTOLE --help >&-")
        #expect(outcome.status == 1)
        #expect(outcome.standardError == "systole: cannot write standard output: Bad file descriptor\n")
    }

    /// 141 is what a shell says of SIGPIPE (128 + 13). The reader is gone before the writer starts.
    @Test(arguments: ["", "trap '' PIPE; "])
    func closedPipeEndsQuietly(ignoringTheSignal: String) throws {
        let folder = try TemporaryFolder()
        let outcome = try SystoleProcess.shell(
            ignoringTheSignal + "mkfifo \(folder.path("f")); cd \(folder.url.path); : < f & exec 3> f; wait; "
                + "$SYSTOLE --help >&3; echo $?")
        #expect(outcome.standardError == "")
        #expect(outcome.standardOutput == "141\n")
    }

    @Test func closedStandardErrorIsNoReasonToFail() throws {
        let outcome = try SystoleProcess.shell("$SYSTOLE --version 2>&-")
        #expect(outcome.status == 0)
        #expect(outcome.standardOutput.hasPrefix("systole "))
    }
}
