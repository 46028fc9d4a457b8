#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A checked, buffered stream of bytes to an `OutputDestination`.
///
/// A file is written under a temporary name in its directory and takes its own name in `finish`, so it appears whole or
/// not at all: an error, an interruption or a writer that is let go without `finish` leaves what was there before. For
/// the same reason a file may be read and replaced by one command. Devices, pipes and files that are open already are written in place.
package final class OutputWriter {
    /// Bytes that gather before the system is called.
    private static let bufferSize = 1 << 16

    private let descriptor: Int32
    /// The file as messages name it.
    private let place: String
    /// The file that takes its name at the end; nil when bytes go straight to their place.
    private let replacement: FileReplacement?
    private let closesDescriptor: Bool
    private var buffer: [UInt8] = []
    private var isOpen = true

    private init(descriptor: Int32, place: String, replacement: FileReplacement?, closesDescriptor: Bool) {
        self.descriptor = descriptor
        self.place = place
        self.replacement = replacement
        self.closesDescriptor = closesDescriptor
        buffer.reserveCapacity(Self.bufferSize)
    }

    /// The process's standard output, left open at the end.
    static func standardOutput() -> OutputWriter {
        OutputWriter(
            descriptor: STDOUT_FILENO, place: "standard output", replacement: nil, closesDescriptor: false)
    }

    /// A file, device or named pipe.
    convenience init(path: String) throws(OutputError) {
        switch try FileReplacement.target(of: path) {
        case .inPlace(let descriptor):
            self.init(descriptor: descriptor, place: "\"\(path)\"", replacement: nil, closesDescriptor: true)
        case .replaced(let replacement):
            self.init(
                descriptor: replacement.descriptor, place: "\"\(path)\"", replacement: replacement,
                closesDescriptor: true)
        }
    }

    deinit {
        if isOpen { abandon() }
    }

    /// Appends text as UTF-8.
    package func write(_ text: String) throws(OutputError) {
        try write(text.utf8)
    }

    /// Appends bytes; they reach the destination when enough have gathered, and at the latest in `finish`.
    package func write(_ bytes: some Collection<UInt8>) throws(OutputError) {
        precondition(isOpen, "written to after its end")
        buffer.append(contentsOf: bytes)
        if buffer.count >= Self.bufferSize { try flush() }
    }

    /// Writes what has gathered and, for a file, gives it its name. Must be called: without it there is no file.
    package func finish() throws(OutputError) {
        precondition(isOpen, "finished twice")
        try flush()
        isOpen = false
        do throws(OutputError) {
            if replacement != nil { try check(fsync(descriptor)) }
        } catch {
            abandon()
            throw error
        }
        if closesDescriptor, close(descriptor) != 0, errno != EINTR {
            let failure = OutputError.system(place: place, reason: systemReason(errno))
            replacement?.discard()
            throw failure
        }
        try replacement?.commit()
    }

    /// Hands the gathered bytes to the system. On an error the destination is given up.
    private func flush() throws(OutputError) {
        var written = 0
        while written < buffer.count {
            let count = buffer.withUnsafeBytes { systemWrite(descriptor, $0[written...]) }
            if count >= 0 {
                written += count
            } else if errno == EAGAIN {
                waitUntilWritable()
            } else if errno != EINTR {
                let failure = failure(errno)
                abandon()
                throw failure
            }
        }
        buffer.removeAll(keepingCapacity: true)
    }

    /// A standard output that another process made non-blocking refuses bytes until its reader takes some.
    private func waitUntilWritable() {
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&request, 1, -1)
    }

    private func check(_ status: Int32) throws(OutputError) {
        guard status != 0 else { return }
        throw failure(errno)
    }

    private func failure(_ code: Int32) -> OutputError {
        code == EPIPE && replacement == nil ? .readerGone : .system(place: place, reason: systemReason(code))
    }

    private func abandon() {
        isOpen = false
        buffer.removeAll()
        if closesDescriptor { close(descriptor) }
        replacement?.discard()
    }
}

/// `write(2)` under a name that methods called `write` do not hide.
private func systemWrite(_ descriptor: Int32, _ bytes: Slice<UnsafeRawBufferPointer>) -> Int {
    write(descriptor, UnsafeRawBufferPointer(rebasing: bytes).baseAddress, bytes.count)
}

/// The system's words for an error number.
func systemReason(_ code: Int32) -> String {
    String(cString: strerror(code))
}
