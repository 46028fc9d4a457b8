#if compiler(>=6.2)
    import Foundation
    import Testing

    @testable import Reporting

    /// Each test runs its body in a process of its own, which names its folder after the process that waits for it.
    @Suite("Interrupted and failing writes leave nothing behind", .serialized)
    struct InterruptionTests {
        private static func folder(of process: pid_t) -> URL {
            FileManager.default.temporaryDirectory.appendingPathComponent("systole-interruption-\(process)")
        }

        private let url = folder(of: getpid())

        init() throws {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
            try "old".write(to: url.appendingPathComponent("result"), atomically: false, encoding: .utf8)
        }

        private func expectOnlyTheOldFile() throws {
            #expect(try FileManager.default.contentsOfDirectory(atPath: url.path) == ["result"])
            #expect(try String(contentsOf: url.appendingPathComponent("result"), encoding: .utf8) == "old")
            try FileManager.default.removeItem(at: url)
        }

        /// Leaves a file half written and has the system send the process a signal, which ends it unless ignored.
        private static func writeHalf(thenSend number: Int32, isIgnored: Bool = false) throws {
            let folder = folder(of: getppid())
            let writer = try OutputDestination.file(folder.appendingPathComponent("result").path).open()
            try writer.write("half")
            try #require(FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
            // Not raise: the threads that tests run on block signals that are sent to them alone.
            kill(getpid(), number)
            if !isIgnored { while true { sleep(1) } }
            withExtendedLifetime(writer) {}
        }

        @Test func interruptionRemovesTheTemporaryFile() async throws {
            await #expect(processExitsWith: .signal(SIGINT)) { try Self.writeHalf(thenSend: SIGINT) }
            try expectOnlyTheOldFile()
        }

        @Test func terminationRemovesTheTemporaryFile() async throws {
            await #expect(processExitsWith: .signal(SIGTERM)) { try Self.writeHalf(thenSend: SIGTERM) }
            try expectOnlyTheOldFile()
        }

        @Test func ignoredHangUpStaysIgnored() async throws {
            await #expect(processExitsWith: .success) {
                signal(SIGHUP, SIG_IGN)
                try Self.writeHalf(thenSend: SIGHUP, isIgnored: true)
            }
            try expectOnlyTheOldFile()
        }

        /// A limit on the size of files stands for a disk that fills up halfway.
        @Test func writeThatFailsHalfwayIsAnErrorAndLeavesTheOldFile() async throws {
            await #expect(processExitsWith: .success) {
                var limit = rlimit(rlim_cur: 100_000, rlim_max: 100_000)
                try #require(setrlimit(__rlimit_resource_t(1), &limit) == 0)
                let path = Self.folder(of: getppid()).appendingPathComponent("result").path
                #expect(throws: OutputError.system(place: "\"\(path)\"", reason: "File too large")) {
                    try OutputDestination.file(path).write(String(repeating: "x", count: 1 << 20))
                }
            }
            try expectOnlyTheOldFile()
        }
    }
#endif
