import Exploration

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file under a name of its own in the system's folder for such files.
struct TemporaryFile {
    let path: String

    init() throws {
        let file = try UniqueFile()
        close(file.descriptor)
        path = file.path
    }

    func remove() { unlink(path) }

    /// Whether another file has the same bytes.
    func hasBytes(of other: String) throws -> Bool {
        let first = try Self.open(path)
        defer { fclose(first) }
        let second = try Self.open(other)
        defer { fclose(second) }
        let size = 1 << 16
        var (left, right) = ([UInt8](repeating: 0, count: size), [UInt8](repeating: 0, count: size))
        while true {
            let count = fread(&left, 1, size, first)
            guard fread(&right, 1, size, second) == count, left[..<count] == right[..<count] else { return false }
            if count < size { return ferror(first) == 0 && ferror(second) == 0 }
        }
    }

    private static func open(_ path: String) throws -> UnsafeMutablePointer<FILE> {
        guard let file = fopen(path, "r") else {
            throw CommandFailure("cannot read \"\(path)\": \(String(cString: strerror(errno)))")
        }
        return file
    }
}
