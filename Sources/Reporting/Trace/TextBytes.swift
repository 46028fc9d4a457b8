/// Text that gathers as bytes: lines of a trace are many, and their numbers are written without strings in between.
struct TextBytes {
    var bytes: [UInt8] = []

    mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    mutating func append(_ number: Int) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        let start = bytes.count
        var rest = number.magnitude
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }

    /// Appends a comma and a number: one more field of comma-separated values.
    mutating func appendField(_ number: Int) {
        bytes.append(UInt8(ascii: ","))
        append(number)
    }

    /// Appends a comma and a text that is quoted already.
    mutating func appendField(_ text: String) {
        bytes.append(UInt8(ascii: ","))
        append(text)
    }
}
