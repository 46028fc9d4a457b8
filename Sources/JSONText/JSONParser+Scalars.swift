extension JSONParser {
    /// Parses a string and leaves it in the text; escapes are checked, not yet replaced.
    mutating func parseString() throws(SyntaxError) {
        let opening = position
        var index = position + 1
        var hasEscapes = false
        while index < text.count {
            let byte = text[index]
            if byte == UInt8(ascii: "\"") {
                try append(.string, start: opening + 1, end: index, hasEscapes: hasEscapes)
                position = index + 1
                return
            }
            if byte == UInt8(ascii: "\\") {
                hasEscapes = true
                index = try escapeEnd(at: index)
            } else if byte < 0x20 {
                position = index
                let message = "\(found) inside a string: is the closing quotation mark missing?"
                throw SyntaxError(offset: index, message: message)
            } else {
                index += 1
            }
        }
        throw SyntaxError(offset: opening, message: "this string has no closing quotation mark")
    }

    /// The byte after an escape, a pair of surrogates counting as one.
    private func escapeEnd(at index: Int) throws(SyntaxError) -> Int {
        let letter = index + 1 < text.count ? text[index + 1] : 0
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return index + 2
        case UInt8(ascii: "u"):
            guard let unit = codeUnit(in: text, at: index) else {
                throw SyntaxError(offset: index, message: "expected four hexadecimal digits after \"\\u\"")
            }
            guard unit & 0xF800 == 0xD800 else { return index + 6 }
            guard unit < 0xDC00, let low = codeUnit(in: text, at: index + 6), low & 0xFC00 == 0xDC00 else {
                throw SyntaxError(offset: index, message: "this \"\\u\" escape is half of a surrogate pair")
            }
            return index + 12
        default:
            let message = "unknown escape in a string; a backslash itself is written \"\\\\\""
            throw SyntaxError(offset: index, message: message)
        }
    }

    /// Parses a number by the grammar of RFC 8259, section 6, and leaves it in the text.
    mutating func parseNumber() throws(SyntaxError) {
        let start = position
        if byte == UInt8(ascii: "-") { position += 1 }
        let digits = position
        guard skipDigits() else { throw expected("a digit after \"-\"") }
        guard text[digits] != UInt8(ascii: "0") || position == digits + 1 else {
            throw SyntaxError(offset: start, message: "a number may not start with a superfluous zero")
        }
        if byte == UInt8(ascii: ".") {
            position += 1
            guard skipDigits() else { throw expected("a digit after the decimal point") }
        }
        if byte | 0x20 == UInt8(ascii: "e") {
            position += 1
            if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { position += 1 }
            guard skipDigits() else { throw expected("a digit in the exponent") }
        }
        try append(.number, start: start, end: position)
    }

    private mutating func skipDigits() -> Bool {
        let start = position
        while position < text.count, text[position].isDigit { position += 1 }
        return position > start
    }
}

extension UInt8 {
    /// Whether the byte is an ASCII digit.
    var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }
}

/// The UTF-16 code unit of the escape `\uXXXX` that starts at an index; nil when there is none.
func codeUnit(in text: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt16? {
    guard index + 6 <= text.count, text[index] == UInt8(ascii: "\\"), text[index + 1] == UInt8(ascii: "u") else {
        return nil
    }
    var unit: UInt16 = 0
    for digit in text[(index + 2)..<(index + 6)] {
        let value: UInt8
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): value = digit - UInt8(ascii: "A") + 10
        default: return nil
        }
        unit = unit << 4 | UInt16(value)
    }
    return unit
}
