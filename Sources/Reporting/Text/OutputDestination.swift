/// Where a result goes: standard output or a file.
package enum OutputDestination: Sendable, Equatable {
    case standardOutput
    /// A file by its path, which may be one of the files the result is made from: it is replaced only at the end.
    case file(String)

    /// The destination as a command line gives it: nothing or `-` is standard output.
    package init(_ path: String?) {
        switch path {
        case nil, "-"?: self = .standardOutput
        case let path?: self = .file(path)
        }
    }

    /// The file that appears whole at the end; nil for standard output, devices, pipes and names of open files.
    package var replacedFile: String? {
        guard case .file(let path) = self, FileReplacement.replaces(path) else { return nil }
        return path
    }

    /// Makes the destination ready to be written, so that one that cannot be written is known before long work starts.
    package func open() throws(OutputError) -> OutputWriter {
        switch self {
        case .standardOutput: OutputWriter.standardOutput()
        case .file(let path): try OutputWriter(path: path)
        }
    }

    /// Writes a whole text.
    package func write(_ text: String) throws(OutputError) {
        let writer = try open()
        try writer.write(text)
        try writer.finish()
    }
}
