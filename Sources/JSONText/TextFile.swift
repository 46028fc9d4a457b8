import Quantities

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reading whole text files.
package enum TextFile {
    /// The largest file that is read unless another limit is given: 256 MiB.
    package static let standardLimit = Bytes(256 << 20)

    /// The bytes of a file.
    ///
    /// Throws an ``InputError`` if there is no such file (naming the most similar one in its directory), it is a
    /// directory, cannot be read, is empty, or is larger than the limit, which also holds for pipes.
    package static func read(_ path: String, limit: Bytes = standardLimit) throws(InputError) -> [UInt8] {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw InputError("\(quotation(of: path)) is no file name")
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw openError(path, errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw InputError("\(path): cannot be read: \(reason(errno))") }
        guard status.st_mode & S_IFMT != S_IFDIR else {
            throw InputError("\(path): is a directory, expected a file")
        }
        let isRegular = status.st_mode & S_IFMT == S_IFREG
        let size = isRegular ? Int(status.st_size) : 0
        guard size <= limit.count else {
            throw InputError("\(path): has \(size.groupedText) B, more than the limit of \(limit.text)")
        }
        return try read(descriptor, name: path, expecting: size, limit: limit)
    }

    /// The bytes that an open descriptor gives until its end, such as standard input's. The name starts the errors.
    package static func read(
        descriptor: Int32, name: String, limit: Bytes = standardLimit
    ) throws(InputError) -> [UInt8] {
        try read(descriptor, name: name, expecting: 0, limit: limit)
    }

    private static func read(
        _ descriptor: Int32, name: String, expecting size: Int, limit: Bytes
    ) throws(InputError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size)
        // One byte more than expected, so that a file of the expected size is read in one go.
        var block = [UInt8](repeating: 0, count: min(max(size + 1, 1 << 16), 1 << 20))
        while true {
            #if canImport(Glibc)
                let count = Glibc.read(descriptor, &block, block.count)
            #elseif canImport(Musl)
                let count = Musl.read(descriptor, &block, block.count)
            #elseif canImport(Darwin)
                let count = Darwin.read(descriptor, &block, block.count)
            #endif
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw InputError("\(name): cannot be read: \(reason(errno))") }
            guard count > 0 else { break }
            guard bytes.count + count <= limit.count else {
                throw InputError("\(name): has more than the limit of \(limit.text)")
            }
            bytes.append(contentsOf: block[..<count])
        }
        guard !bytes.isEmpty else { throw InputError("\(name): is empty") }
        return bytes
    }
}

extension TextFile {
    private static func openError(_ path: String, _ code: Int32) -> InputError {
        guard code == ENOENT else { return InputError("\(path): cannot be opened: \(reason(code))") }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let name = String(parts.last ?? "")
        let folder = parts.dropLast().joined(separator: "/")
        let directory = folder.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : folder
        guard let names = names(in: directory) else {
            return InputError("\(path): there is no directory \(quotation(of: directory))")
        }
        guard let nearest = nearestSpelling(of: name, among: names) else {
            return InputError("\(path): there is no such file")
        }
        let suggested = path.dropLast(name.count) + nearest
        return InputError("\(path): there is no such file; did you mean \(quotation(of: suggested))?")
    }

    /// The sorted names in a directory, of which the first 10,000 are looked at; nil if it cannot be listed.
    private static func names(in directory: String) -> [String]? {
        guard let stream = opendir(directory) else { return nil }
        defer { closedir(stream) }
        var names: [String] = []
        while names.count < 10_000, let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    private static func reason(_ code: Int32) -> String {
        guard let text = strerror(code) else { return "error \(code)" }
        return String(cString: text)
    }
}
