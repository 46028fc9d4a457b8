import Foundation
import Testing

@testable import Reporting

@Suite("Results appear whole or not at all")
struct OutputTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func destination(_ name: String) -> OutputDestination { .file(folder.path(name)) }

    @Test func pathsAndDashes() {
        #expect(OutputDestination(nil) == .standardOutput)
        #expect(OutputDestination("-") == .standardOutput)
        #expect(OutputDestination("./-") == .file("./-"))
    }

    /// Files may be made among devices where there is room for them, and nowhere among processes.
    @Test func devicesHaveDirectoriesToo() throws {
        let path = "/dev/shm/systole-output-test-\(ProcessInfo.processInfo.processIdentifier)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        if FileManager.default.isWritableFile(atPath: "/dev/shm") {
            for text in ["a longer text", "text"] {
                try OutputDestination.file(path).write(text)
                #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
            }
            #expect(OutputDestination.file(path).replacedFile == path)
        }
        let error = #expect(throws: OutputError.self) { try OutputDestination.file("/proc/x").write("text") }
        #expect(error?.description.contains("there is no directory") == false)
    }

    /// Another name of an open file writes on where the file is.
    @Test(arguments: ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
    func openFilesKeepWhatTheyHave(name: String) throws {
        #expect(OutputDestination.file(name).replacedFile == nil)
        let path = folder.path("log")
        for arrow in [">", ">>"] {
            try "before\n".write(toFile: path, atomically: false, encoding: .utf8)
            let outcome = try SystoleProcess.shell(
                "{ echo more; $SYSTOLE simulate \(Checkout.workload("tiny.json")) --output \(name); } \(arrow) \(path)")
            #expect(outcome.status == 0, "\(outcome.standardError)")
            let lines = try folder.text(of: "log").split(separator: "\n")
            #expect(lines.prefix(3).map { $0.prefix(6) }.contains("more"))
            #expect((lines.first == "before") == (arrow == ">>"))
            #expect(lines.count > 20)
        }
    }

    @Test func newFileAppearsOnlyWhenFinished() throws {
        let writer = try destination("result").open()
        try writer.write("one ")
        try writer.write(Array("two".utf8))
        #expect(try !folder.names().contains("result"))
        try writer.finish()
        #expect(try folder.names() == ["result"])
        #expect(try folder.text(of: "result") == "one two")
    }

    @Test func streamsLargerThanTheBufferAreWhole() throws {
        let writer = try destination("result").open()
        var expected = ""
        for line in 0..<20_000 {
            try writer.write("line \(line)\n")
            expected += "line \(line)\n"
        }
        try writer.finish()
        #expect(try folder.text(of: "result") == expected)
    }

    @Test func replacedFileIsOldUntilTheEndAndKeepsItsPermissions() throws {
        let path = folder.path("result")
        try "old".write(toFile: path, atomically: false, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        let writer = try destination("result").open()
        try writer.write("new")
        #expect(try folder.text(of: "result") == "old")
        try writer.finish()
        #expect(try folder.text(of: "result") == "new")
        let permissions = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(permissions == 0o640)
        #expect(try folder.names() == ["result"])
    }

    @Test func writerThatIsLetGoLeavesWhatWasThere() throws {
        try "old".write(toFile: folder.path("result"), atomically: false, encoding: .utf8)
        do {
            let writer = try destination("result").open()
            try writer.write("half")
        }
        #expect(try folder.names() == ["result"])
        #expect(try folder.text(of: "result") == "old")
    }

    @Test(arguments: [true, false])
    func linksAreFollowed(isTargetThere: Bool) throws {
        if isTargetThere { try "old".write(toFile: folder.path("real"), atomically: false, encoding: .utf8) }
        try FileManager.default.createSymbolicLink(atPath: folder.path("link"), withDestinationPath: "real")
        try destination("link").write("new")
        #expect(try folder.text(of: "real") == "new")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("link")) == "real")
        #expect(try folder.names() == ["link", "real"])
    }

    @Test func directoryIsNoFile() throws {
        #expect(throws: OutputError.isDirectory(path: folder.url.path)) {
            try OutputDestination.file(folder.url.path).open()
        }
    }

    @Test func missingDirectoryIsNamed() throws {
        let path = folder.path("no/result")
        #expect(throws: OutputError.missingDirectory(path: path, directory: folder.path("no"))) {
            try OutputDestination.file(path).open()
        }
    }

    @Test func fileIsNoDirectory() throws {
        try "".write(toFile: folder.path("file"), atomically: false, encoding: .utf8)
        let path = folder.path("file/result")
        #expect(throws: OutputError.notADirectory(path: path, directory: folder.path("file"))) {
            try OutputDestination.file(path).open()
        }
    }

    @Test func tooLongANameIsKnownBeforeWorkStarts() throws {
        let path = folder.path(String(repeating: "x", count: 300))
        #expect(throws: OutputError.self) { try OutputDestination.file(path).open() }
        #expect(try folder.names() == [])
    }

    @Test(.enabled(if: getuid() != 0, "everything is writable for root"))
    func unwritableDirectoryIsNamed() throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: folder.url.path)
        let path = folder.path("result")
        #expect(throws: OutputError.notPermitted(path: path, place: folder.url.path)) {
            try OutputDestination.file(path).open()
        }
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
    func fullDiskIsAnError() throws {
        let full = OutputDestination.file("/dev/full")
        #expect(throws: OutputError.system(place: "\"/dev/full\"", reason: "No space left on device")) {
            try full.write("x")
        }
    }
}
