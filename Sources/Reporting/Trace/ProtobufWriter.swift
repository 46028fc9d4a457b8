/// Builds messages of Protocol Buffers (their encoding: protobuf.dev/programming-guides/encoding).
struct ProtobufWriter {
    var bytes: [UInt8] = []

    /// A number field: `int64`, `uint64`, `bool` or an enumeration. Negative numbers take ten bytes.
    mutating func append(_ number: Int, as field: Int) {
        appendVarint(UInt64(field) << 3)
        appendVarint(UInt64(bitPattern: Int64(number)))
    }

    /// A `fixed64` field.
    mutating func append(fixed number: UInt64, as field: Int) {
        appendVarint(UInt64(field) << 3 | 1)
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// A `string` field.
    mutating func append(_ text: String, as field: Int) {
        appendVarint(UInt64(field) << 3 | 2)
        appendVarint(UInt64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    /// A message field, whose own fields `body` appends.
    mutating func append(as field: Int, _ body: (inout ProtobufWriter) -> Void) {
        appendVarint(UInt64(field) << 3 | 2)
        let start = bytes.count
        // Most messages are short: their length fits the one byte that is kept for it.
        bytes.append(0)
        body(&self)
        let count = bytes.count - start - 1
        guard count >= 0x80 else {
            bytes[start] = UInt8(count)
            return
        }
        var length = ProtobufWriter()
        length.appendVarint(UInt64(count))
        bytes.replaceSubrange(start..<(start + 1), with: length.bytes)
    }

    private mutating func appendVarint(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
