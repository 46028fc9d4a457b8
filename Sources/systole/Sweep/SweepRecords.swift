import Exploration
import Quantities

/// Where a sweep keeps its finished points until the result is written.
enum SweepRecords {
    /// In a file without a name, which goes away with the process: the output cannot be gone on with.
    case temporary
    /// In a new file beside the output.
    case begun(String)
    /// In a file that an earlier run began.
    case resumed(String)
    /// In a file without a name, because an output is there already. It does not say what it was made from, so that it
    /// is compared with what the points come to.
    case compared(output: String)

    func open(_ header: SweepHeader) throws(SweepError) -> SweepLog {
        switch self {
        case .temporary, .compared: try SweepLog(temporaryFor: header)
        case .begun(let path): try SweepLog(creating: path, header: header)
        case .resumed(let path): try SweepLog(resuming: path, header: header)
        }
    }

    /// The file that outlives the process.
    var keptPath: String? {
        switch self {
        case .temporary, .compared: nil
        case .begun(let path), .resumed(let path): path
        }
    }

    /// What an interruption leaves to go on with; empty if nothing.
    var interruptionNote: String {
        keptPath.map { "; they are in \"\($0)\": --resume goes on" } ?? ""
    }

    /// What a full disk leaves to go on with; empty if nothing.
    func failureNote(count: Int) -> String {
        keptPath.map {
            "; \(count.groupedText) points are kept in \"\($0)\": make room and give --resume"
        } ?? ""
    }
}
