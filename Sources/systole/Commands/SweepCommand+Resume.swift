import Exploration
import Reporting

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension SweepCommand {
    /// Where this run keeps its finished points.
    func records() throws -> SweepRecords {
        guard let path = output.destination.replacedFile else { return .temporary }
        let log = path + ".part"
        if access(log, F_OK) == 0 {
            guard isResuming else {
                throw CommandFailure(
                    "\(log): holds the finished points of a sweep that was interrupted or is still running; go on "
                        + "with --resume, or remove it to start anew if no sweep writes it")
            }
            return .resumed(log)
        }
        guard isResuming, access(path, F_OK) == 0 else { return .begun(log) }
        writeToStandardError("systole: \(path): is there already; running all points to compare it with them")
        return .compared(output: path)
    }

    /// The log of a part that an earlier run has finished, so that a job that is started again does no harm.
    func completePart(_ header: SweepHeader) throws -> SweepLog? {
        guard isResuming, shard != nil, let path = output.destination.replacedFile, access(path + ".part", F_OK) != 0,
            access(path, F_OK) == 0
        else { return nil }
        let log = try SweepLog(resuming: path, header: header)
        guard log.doneCount == header.shard.pointCount(of: log.isDone.count) else {
            throw CommandFailure("\(path): lacks points; remove it and run this part again")
        }
        writeToStandardError("systole: \(path): is complete already")
        return log
    }
}
