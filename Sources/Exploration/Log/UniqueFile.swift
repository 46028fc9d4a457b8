#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A new, empty file under a name that no other has, in the system's folder for temporary files; open for reading and
/// writing. Who makes it closes and removes it.
package struct UniqueFile {
    package let path: String
    let folder: String
    package let descriptor: Int32

    /// Throws `SweepError` that names the folder.
    package init() throws(SweepError) {
        folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array((folder + "/systole-XXXXXX").utf8CString)
        descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw SweepLog.failure(folder, errno) }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
