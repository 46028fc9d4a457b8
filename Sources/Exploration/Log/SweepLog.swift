import Quantities

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The file that a sweep's points are appended to as they finish, in whatever order that is.
///
/// A record is handed to the system at once, so that an end of the process loses nothing; it is forced to the disk twice
/// a second, so that an end of the machine loses at most that much. The file is locked while it is open.
package final class SweepLog {
    package let path: String
    package let header: SweepHeader
    /// Which points of the plan are in it.
    package private(set) var isDone: [Bool]
    package private(set) var doneCount = 0
    /// How many of those are impossible.
    package private(set) var impossibleCount = 0
    /// Open for reading and writing.
    package let descriptor: Int32
    private var columns: [SweepColumns] = []
    private var length = 0
    private var lastSync = ContinuousClock.now

    private static let syncInterval = Duration.milliseconds(500)

    /// Begins a file that does not exist yet.
    package convenience init(creating path: String, header: SweepHeader) throws(SweepError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw Self.failure(path, errno) }
        do throws(SweepError) {
            try self.init(empty: descriptor, path: path, header: header)
        } catch {
            // Without its first line there is nothing to go on with.
            unlink(path)
            throw error
        }
    }

    /// Begins a file without a name, which goes away with the process.
    package convenience init(temporaryFor header: SweepHeader) throws(SweepError) {
        let file = try UniqueFile()
        unlink(file.path)
        try self.init(empty: file.descriptor, path: file.folder, header: header)
    }

    private init(empty descriptor: Int32, path: String, header: SweepHeader) throws(SweepError) {
        self.path = path
        self.header = header
        self.descriptor = descriptor
        isDone = Array(repeating: false, count: try SweepPlan(axes: header.axes).count)
        signal(SIGXFSZ, SIG_IGN)
        try lock()
        try append(Array(header.line.utf8))
        try sync()
    }

    /// Goes on with a file that an earlier run began with the same parameters.
    package init(resuming path: String, header: SweepHeader) throws(SweepError) {
        let descriptor = open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure(path, errno) }
        self.path = path
        self.header = header
        self.descriptor = descriptor
        isDone = Array(repeating: false, count: try SweepPlan(axes: header.axes).count)
        signal(SIGXFSZ, SIG_IGN)
        try lock()
        try readBack()
    }

    deinit { close(descriptor) }

    /// Appends what a point came to.
    package func append(_ outcome: SweepOutcome, ofPoint point: Int) throws(SweepError) {
        var known = columns
        try append(SweepRecord(point: point, outcome: outcome).lines(&known))
        columns = known
        note(point, isImpossible: outcome.isImpossible)
        if ContinuousClock.now - lastSync > Self.syncInterval { try sync() }
    }

    /// Forces what was appended to the disk.
    package func sync() throws(SweepError) {
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw failure(errno) }
        lastSync = ContinuousClock.now
    }

    private func note(_ point: Int, isImpossible: Bool) {
        guard !isDone[point] else { return }
        isDone[point] = true
        doneCount += 1
        if isImpossible { impossibleCount += 1 }
    }

    /// Reads what is there, refuses what other parameters made, and cuts off a last line that is not whole.
    private func readBack() throws(SweepError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure(errno) }
        let isCutOff = try isHeaderCutOff(size: Int(status.st_size))
        if status.st_size == 0 || isCutOff {
            guard ftruncate(descriptor, 0) == 0 else { throw failure(errno) }
            try append(Array(header.line.utf8))
            return try sync()
        }
        var reader = try SweepLogReader(descriptor: descriptor, name: path)
        try refuseOthers(reader.header)
        while let entry = try reader.next() { note(entry.point, isImpossible: entry.content.isImpossible) }
        columns = reader.columns
        length = reader.wholeLength
        guard ftruncate(descriptor, off_t(length)) == 0 else { throw failure(errno) }
    }

    /// Whether the process that began the file ended before its first line was whole.
    private func isHeaderCutOff(size: Int) throws(SweepError) -> Bool {
        let line = Array(header.line.utf8)
        guard size < line.count else { return false }
        var lines = LineReader(descriptor: descriptor, name: path)
        guard let first = try lines.next(), !first.isWhole else { return false }
        return line.starts(with: first.bytes)
    }

    private func refuseOthers(_ found: SweepHeader) throws(SweepError) {
        if found.digest != header.digest {
            throw SweepError(
                "\(path): was made by other parameters (\(found.difference(from: header))); give those, "
                    + "another --output, or remove the file")
        }
        guard found.shard == header.shard else {
            throw SweepError(
                "\(path): holds part \(found.shard.text) of this sweep, expected part \(header.shard.text)")
        }
    }

    /// Waits a little for a process that is just ending, or a child of one that has not become its own program yet.
    private func lock() throws(SweepError) {
        for attempt in 0..<Self.lockAttempts {
            if attempt > 0 { usleep(20_000) }
            // A file system without locks is used without.
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK { return }
        }
        throw SweepError("\(path): another process is writing it; wait for it or give another --output")
    }

    private static let lockAttempts = 50

    private func append(_ bytes: [UInt8]) throws(SweepError) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { bytes in
                pwrite(
                    descriptor, UnsafeRawBufferPointer(rebasing: bytes[written...]).baseAddress, bytes.count - written,
                    off_t(length + written))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let code = count < 0 ? errno : ENOSPC
                // What was written of this record would only be cut off by the next run.
                ftruncate(descriptor, off_t(length))
                throw failure(code)
            }
            written += count
        }
        length += bytes.count
    }

    private func failure(_ code: Int32) -> SweepError { Self.failure(path, code) }

    static func failure(_ path: String, _ code: Int32) -> SweepError {
        SweepError("cannot write \(quotation(of: path)): \(String(cString: strerror(code)))")
    }
}
