#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A new version of a file, in a temporary file beside it until it takes the file's name.
struct FileReplacement: Sendable {
    /// How a path is to be written.
    enum Target {
        /// A device, a pipe or a file that is open already, open for writing.
        case inPlace(Int32)
        /// A regular file, whether there is one already or not.
        case replaced(FileReplacement)
    }

    /// The temporary file, open for writing; whoever writes it closes it.
    let descriptor: Int32
    /// The path as given, for messages.
    private let path: String
    /// The file that is replaced: the path with symbolic links followed.
    private let file: String
    private let temporary: TemporaryFiles.Entry

    /// Looks at a path and opens what is to be written.
    static func target(of path: String) throws(OutputError) -> Target {
        if let number = openDescriptor(namedBy: path) { return .inPlace(try duplicate(number, path)) }
        var status = stat()
        let exists = stat(path, &status) == 0
        if !exists, errno != ENOENT { throw failure(errno, path: path, directory: parent(of: path)) }
        let kind = status.st_mode & S_IFMT
        if exists, kind == S_IFDIR { throw .isDirectory(path: path) }
        if path.hasSuffix("/") { throw .missingDirectory(path: path, directory: path) }
        if exists, kind != S_IFREG { return .inPlace(try openInPlace(path)) }
        if exists, access(path, W_OK) != 0 { throw .notPermitted(path: path, place: path) }
        let mode = exists ? status.st_mode & 0o777 : nil
        return .replaced(try FileReplacement(path: path, mode: mode))
    }

    /// Whether a path is a regular file, or none yet, that will be replaced.
    static func replaces(_ path: String) -> Bool {
        guard openDescriptor(namedBy: path) == nil else { return false }
        var status = stat()
        return stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
    }

    /// The descriptor of this process that a path such as `/dev/stdout` is a name of.
    private static func openDescriptor(namedBy path: String) -> Int32? {
        switch path {
        case "/dev/stdout": return STDOUT_FILENO
        case "/dev/stderr": return STDERR_FILENO
        default:
            let folder = ["/dev/fd/", "/proc/self/fd/"].first { path.hasPrefix($0) }
            return folder.flatMap { Int32(path.dropFirst($0.count)) }
        }
    }

    /// Another number for an open file: it shares its place in the file, so that what was written before stays.
    private static func duplicate(_ number: Int32, _ path: String) throws(OutputError) -> Int32 {
        let descriptor = fcntl(number, F_DUPFD_CLOEXEC, 0)
        guard descriptor >= 0 else { throw .system(place: "\"\(path)\"", reason: systemReason(errno)) }
        return descriptor
    }

    private static func openInPlace(_ path: String) throws(OutputError) -> Int32 {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(errno, path: path, directory: parent(of: path)) }
        return descriptor
    }

    /// Creates the temporary file, with the permissions of the file it replaces.
    private init(path: String, mode: mode_t?) throws(OutputError) {
        self.path = path
        file = Self.followingLinks(path)
        let directory = Self.parent(of: file)
        while true {
            let name = "\(directory)/.systole-\(getpid())-\(TemporaryFiles.nextNumber()).part"
            guard let entry = TemporaryFiles.register(name) else {
                throw .system(place: "\"\(path)\"", reason: "too many files are being written at once")
            }
            let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            if descriptor >= 0 {
                self.descriptor = descriptor
                temporary = entry
                break
            }
            let code = errno
            entry.forget()
            if code != EEXIST { throw Self.failure(code, path: path, directory: directory) }
        }
        if let mode { fchmod(descriptor, mode) }
    }

    /// Gives the temporary file the name of the file it replaces.
    func commit() throws(OutputError) {
        guard rename(temporary.path, file) == 0 else {
            let failure = Self.failure(errno, path: path, directory: Self.parent(of: file))
            discard()
            throw failure
        }
        temporary.forget()
    }

    /// Removes the temporary file; what was there before stays.
    func discard() {
        unlink(temporary.path)
        temporary.forget()
    }

    /// The path with symbolic links in its last part followed, also where the last one leads to no file yet.
    private static func followingLinks(_ path: String) -> String {
        var path = path
        // 40 is the number of links after which Linux calls a path a loop.
        for _ in 0..<40 {
            var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
            let count = readlink(path, &buffer, buffer.count)
            guard count > 0 else { return path }
            let link = String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
            path = link.hasPrefix("/") ? link : parent(of: path) + "/" + link
        }
        return path
    }

    /// The directory that holds a path's last part: `.` for a bare name.
    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func failure(_ code: Int32, path: String, directory: String) -> OutputError {
        switch code {
        case ENOENT where access(directory, F_OK) != 0: .missingDirectory(path: path, directory: directory)
        case ENOTDIR: .notADirectory(path: path, directory: directory)
        case EACCES, EPERM, EROFS: .notPermitted(path: path, place: directory)
        default: .system(place: "\"\(path)\"", reason: systemReason(code))
        }
    }
}
