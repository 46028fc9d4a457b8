import Quantities

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The memory that this process has resident, as the Linux kernel counts it; zero where there is no such count.
enum ResidentMemory {
    /// The most since the process began, or since the peak was forgotten.
    static func peak() -> Bytes {
        guard let file = fopen("/proc/self/status", "r") else { return .zero }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, Int32(line.count), file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            guard text.hasPrefix("VmHWM:") else { continue }
            let kibibytes = text.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }.first ?? 0
            return Bytes(kibibytes * 1024)
        }
        return .zero
    }

    /// Lets the peak start again from what is resident now: 5 written to `clear_refs`, as proc(5) has it.
    static func forgetPeak() {
        guard let file = fopen("/proc/self/clear_refs", "w") else { return }
        fputs("5", file)
        fclose(file)
    }
}
