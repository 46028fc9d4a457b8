extension JSONWriter {
    /// Writes anything but an object or array.
    mutating func writeScalar(_ node: JSONNode) {
        switch node {
        case .object, .array, .null: append("null")
        case .string(let text): writeString(text)
        case .int(let number): writeInteger(number)
        case .double(let number): writeDouble(number)
        case .bool(let isTrue): append(isTrue ? "true" : "false")
        }
    }

    /// Writes a string; escaped are quotation marks, backslashes and control characters (RFC 8259, section 7).
    mutating func writeString(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { source in
            var plain = 0
            for index in source.indices where source[index].needsEscape {
                bytes.append(contentsOf: source[plain..<index])
                writeEscape(source[index])
                plain = index + 1
            }
            bytes.append(contentsOf: source[plain...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func writeEscape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append("\\\"")
        case UInt8(ascii: "\\"): append("\\\\")
        case 0x08: append("\\b")
        case 0x09: append("\\t")
        case 0x0A: append("\\n")
        case 0x0C: append("\\f")
        case 0x0D: append("\\r")
        default:
            append(byte < 0x10 ? "\\u000" : "\\u00")
            bytes.append(contentsOf: String(byte, radix: 16).utf8)
        }
    }

    private mutating func writeInteger(_ number: Int) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        let start = bytes.count
        var rest = number.magnitude
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }

    /// Writes the shortest decimal that reads back the same: `0.1`, `1e-5`, `1e16`.
    private mutating func writeDouble(_ number: Double) {
        guard number.isFinite else { return append("null") }
        let text = number.description
        guard let exponent = text.utf8.firstIndex(of: UInt8(ascii: "e")) else {
            bytes.append(contentsOf: text.utf8)
            return
        }
        var digits = text.utf8[text.utf8.index(after: exponent)...]
        let isNegative = digits.first == UInt8(ascii: "-")
        digits = digits.drop { !$0.isDigit || $0 == UInt8(ascii: "0") }
        bytes.append(contentsOf: text.utf8[...exponent])
        if isNegative { bytes.append(UInt8(ascii: "-")) }
        bytes.append(contentsOf: digits)
    }
}

extension UInt8 {
    /// Whether a byte of a string cannot stand for itself between quotation marks.
    fileprivate var needsEscape: Bool { self < 0x20 || self == UInt8(ascii: "\"") || self == UInt8(ascii: "\\") }
}
