import Foundation

/// The built command, run as a user would run it.
struct SystoleProcess {
    /// How a run ended.
    struct Outcome: Equatable {
        /// The exit status, or the signal's number if `endedBySignal`.
        let status: Int32
        let endedBySignal: Bool
        let standardOutput: String
        let standardError: String
    }

    /// The command is not where the package manager puts it.
    struct NotBuilt: Error, CustomStringConvertible {
        let places: [String]
        var description: String { "no executable \"systole\" in \(places.joined(separator: ", "))" }
    }

    /// The executable: the package manager puts it beside the test bundle.
    static func executable() throws -> URL {
        var starts = [URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()]
        starts.append(URL(fileURLWithPath: CommandLine.arguments[0]))
        starts += Bundle.allBundles.map(\.bundleURL) + [Bundle.main.bundleURL]
        var places: [String] = []
        for start in starts {
            // The bundle itself may be a file or a folder of folders.
            var folder = start
            for _ in 0..<4 {
                let candidate = folder.appendingPathComponent("systole")
                var isDirectory: ObjCBool = false
                if FileManager.default.fileExists(atPath: candidate.path, isDirectory: &isDirectory),
                    !isDirectory.boolValue, FileManager.default.isExecutableFile(atPath: candidate.path)
                {
                    return candidate
                }
                places.append(folder.path)
                folder.deleteLastPathComponent()
            }
        }
        throw NotBuilt(places: places)
    }

    /// Runs `systole` with these arguments and waits for its end.
    static func run(_ arguments: String...) throws -> Outcome {
        try run(executable: executable(), arguments: arguments)
    }

    /// Runs a line of shell in which `$SYSTOLE` is the command, for redirections that a user would write.
    static func shell(_ line: String) throws -> Outcome {
        try run(executable: URL(fileURLWithPath: "/bin/bash"), arguments: ["-c", line])
    }

    private static func run(executable: URL, arguments: [String]) throws -> Outcome {
        let captured = try TemporaryFolder()
        let outputFile = captured.url.appendingPathComponent("stdout")
        let errorFile = captured.url.appendingPathComponent("stderr")
        for file in [outputFile, errorFile] { try Data().write(to: file) }

        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["SYSTOLE": try Self.executable().path], uniquingKeysWith: { $1 })
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: outputFile)
        process.standardError = try FileHandle(forWritingTo: errorFile)
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus,
            endedBySignal: process.terminationReason == .uncaughtSignal,
            standardOutput: try String(contentsOf: outputFile, encoding: .utf8),
            standardError: try String(contentsOf: errorFile, encoding: .utf8))
    }
}
