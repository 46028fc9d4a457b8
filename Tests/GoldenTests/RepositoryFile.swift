import Foundation
import Locking
import Testing

/// Files of the checkout that tests read, and write anew where they are asked to.
enum RepositoryFile {
    /// True if differences are to be recorded.
    static let isRecording = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1"

    static func path(_ file: String) -> String {
        let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
        return (folder + [Substring(file)]).joined(separator: "/")
    }

    static func text(_ file: String) throws -> String { try String(contentsOfFile: path(file), encoding: .utf8) }

    /// Tests of one file run at the same time.
    private static let recording = Mutex(())

    /// Changes a file if that is asked for, and fails the test if its text is another then.
    static func record(in file: String, _ change: (inout String) throws -> Void) throws {
        guard isRecording else { return }
        let isChanged = try recording.withLock { _ in
            let old = try Self.text(file)
            var new = old
            try change(&new)
            guard new != old else { return false }
            try new.write(toFile: path(file), atomically: true, encoding: .utf8)
            return true
        }
        if isChanged {
            Issue.record("\(file) was recorded; look at the difference and run again without UPDATE_GOLDEN")
        }
    }

    /// Compares a text with a recorded one, line by line so that a failure names the first line that differs.
    static func expect(_ text: String, in file: String) throws {
        if isRecording, (try? Self.text(file)) == nil {
            try "".write(toFile: path(file), atomically: true, encoding: .utf8)
        }
        try record(in: file) { $0 = text }
        let recorded = try Self.text(file).split(separator: "\n", omittingEmptySubsequences: false)
        let fresh = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (line, (old, new)) in zip(recorded, fresh).enumerated() {
            try #require(old == new, "\(file):\(line + 1): UPDATE_GOLDEN=1 writes it anew")
        }
        #expect(recorded.count == fresh.count, "\(file): UPDATE_GOLDEN=1 writes it anew")
    }
}
