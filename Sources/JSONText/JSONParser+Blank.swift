import Quantities

extension JSONParser {
    /// Skips white space and comments.
    mutating func skipBlank() throws(SyntaxError) {
        while position < text.count {
            switch text[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            case UInt8(ascii: "/"): try skipComment()
            default: return
            }
        }
    }

    private mutating func skipComment() throws(SyntaxError) {
        let start = position
        let second = start + 1 < text.count ? text[start + 1] : 0
        position += 2
        switch second {
        case UInt8(ascii: "/"):
            while position < text.count, text[position] != 0x0A, text[position] != 0x0D { position += 1 }
        case UInt8(ascii: "*"):
            while position + 1 < text.count {
                if text[position] == UInt8(ascii: "*"), text[position + 1] == UInt8(ascii: "/") {
                    position += 2
                    return
                }
                position += 1
            }
            throw SyntaxError(offset: start, message: "this comment has no end: \"*/\" is missing")
        default:
            throw SyntaxError(offset: start, message: "expected a comment, \"//\" or \"/*\", after a single \"/\"")
        }
    }

    /// The fault that something else is at the position than what is expected here.
    func expected(_ expectation: String) -> SyntaxError {
        SyntaxError(offset: position, message: "expected \(expectation), found \(found)\(hint)")
    }

    /// What is at the position: a word, a character in quotation marks, or the end of the file.
    var found: String {
        guard position < text.count else { return "the end of the file" }
        switch text[position] {
        case 0x0A, 0x0D: return "a line break"
        case 0x09: return "a tab"
        case UInt8(ascii: "\""): return "a quotation mark"
        case 0x00..<0x20: return "the control character 0x" + String(text[position], radix: 16, uppercase: true)
        default: break
        }
        var end = wordEnd
        if end == position {
            end += 1
            while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
        }
        return quotation(of: String(decoding: text[position..<end], as: UTF8.self))
    }

    /// The byte after the letters, digits and underscores at the position, of which the first 64 are looked at.
    var wordEnd: Int {
        var end = position
        while end < min(text.count, position + 64), text[end].isWordByte { end += 1 }
        return end
    }

    /// What JSON writes for words that other notations allow.
    private var hint: String {
        if byte == UInt8(ascii: "'") { return "; strings are written in double quotes" }
        if byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".") { return "; numbers start with a digit or \"-\"" }
        switch String(decoding: text[position..<wordEnd], as: UTF8.self).lowercased() {
        case "true": return "; did you mean true?"
        case "false": return "; did you mean false?"
        case "null", "none", "nil": return "; did you mean null?"
        default: return ""
        }
    }
}

extension UInt8 {
    /// Whether the byte is an ASCII letter, digit or underscore.
    fileprivate var isWordByte: Bool { isDigit || (self | 0x20) &- UInt8(ascii: "a") < 26 || self == UInt8(ascii: "_") }
}
