#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Writes one message and a newline to standard error: the only way anything gets there.
///
/// Control characters other than newlines are shown as `?`, since messages quote what files and arguments hold and a
/// terminal would obey it. A standard error that cannot be written is ignored: there is nowhere left to say so.
func writeToStandardError(_ message: String) {
    let printable = message.unicodeScalars.map { scalar in
        scalar.properties.generalCategory == .control && scalar != "\n" ? "?" : Character(scalar)
    }
    let bytes = Array((String(printable) + "\n").utf8)
    var written = 0
    while written < bytes.count {
        let count = bytes.withUnsafeBytes { bytes in
            write(STDERR_FILENO, bytes.baseAddress?.advanced(by: written), bytes.count - written)
        }
        if count < 0, errno != EINTR { return }
        written += max(count, 0)
    }
}
