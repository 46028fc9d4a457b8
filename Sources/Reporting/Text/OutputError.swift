/// A result that could not be written: one sentence with the place, the reason and, where there is one, the mend.
package enum OutputError: Error, Equatable, CustomStringConvertible {
    /// The path names a directory.
    case isDirectory(path: String)
    /// The directory that should hold the file does not exist.
    case missingDirectory(path: String, directory: String)
    /// A part of the path that should be a directory is something else.
    case notADirectory(path: String, directory: String)
    /// Writing to the file or its directory is not permitted.
    case notPermitted(path: String, place: String)
    /// The system refused, in its own words: a full disk, a failing device.
    case system(place: String, reason: String)
    /// Whoever read standard output has closed it: nothing is wrong, and there is nobody to tell.
    case readerGone

    package var description: String {
        switch self {
        case .isDirectory(let path):
            "cannot write \"\(path)\": it is a directory, expected the name of a file in it"
        case .missingDirectory(let path, let directory):
            "cannot write \"\(path)\": there is no directory \"\(directory)\"; create it first"
        case .notADirectory(let path, let directory):
            "cannot write \"\(path)\": \"\(directory)\" is not a directory"
        case .notPermitted(let path, let place):
            "cannot write \"\(path)\": no permission to write to \"\(place)\""
        case .system(let place, let reason):
            "cannot write \(place): \(reason)"
        case .readerGone:
            "cannot write standard output: its reader has closed it"
        }
    }
}
