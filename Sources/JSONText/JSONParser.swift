import Quantities

/// Turns the bytes of a JSON text into nodes, in one pass. Recursion is bounded by the nesting limit.
struct JSONParser {
    typealias Node = JSONDocument.Node

    let text: UnsafeBufferPointer<UInt8>
    let limits: JSONLimits
    var position = 0
    var nodes: [Node] = []
    private var depth = 0

    init(text: UnsafeBufferPointer<UInt8>, limits: JSONLimits) {
        self.text = text
        self.limits = limits
        nodes.reserveCapacity(min(text.count / 8 + 1, 1 << 20))
    }

    /// Parses the only value of the text and checks that nothing follows it.
    mutating func parseDocument() throws(SyntaxError) -> [Node] {
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        try skipBlank()
        try parseValue(expected: "a value")
        try skipBlank()
        guard position == text.count else { throw expected("the end of the file after the value") }
        return nodes
    }

    /// The byte at the position; 0, which no JSON text contains outside an error, at the end.
    var byte: UInt8 { position < text.count ? text[position] : 0 }

    mutating func parseValue(expected expectation: StaticString) throws(SyntaxError) {
        switch byte {
        case UInt8(ascii: "{"): try parseObject()
        case UInt8(ascii: "["): try parseArray()
        case UInt8(ascii: "\""): try parseString()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try parseNumber()
        case UInt8(ascii: "t"): try parseWord("true", .bool)
        case UInt8(ascii: "f"): try parseWord("false", .bool)
        case UInt8(ascii: "n"): try parseWord("null", .null)
        default: throw expected(String(describing: expectation))
        }
    }

    private mutating func parseArray() throws(SyntaxError) {
        let node = try open(.array)
        var count: UInt32 = 0
        try skipBlank()
        while byte != UInt8(ascii: "]") {
            try parseValue(expected: "a value or \"]\" in an array")
            count += 1
            try skipBlank()
            guard try skipComma(or: UInt8(ascii: "]"), "expected \",\" or \"]\" after an array element") else { break }
        }
        close(node, count: count)
    }

    private mutating func parseObject() throws(SyntaxError) {
        let node = try open(.object)
        var count: UInt32 = 0
        try skipBlank()
        while byte != UInt8(ascii: "}") {
            guard byte == UInt8(ascii: "\"") else { throw expected("a key in double quotes or \"}\" in an object") }
            try parseString()
            try skipBlank()
            guard byte == UInt8(ascii: ":") else { throw expected("\":\" after a key") }
            position += 1
            try skipBlank()
            try parseValue(expected: "a value after a key")
            count += 1
            try skipBlank()
            guard try skipComma(or: UInt8(ascii: "}"), "expected \",\" or \"}\" after a member") else { break }
        }
        close(node, count: count)
        try checkKeys(of: node, count: Int(count))
    }

    private mutating func open(_ kind: JSONKind) throws(SyntaxError) -> Int {
        guard depth < limits.nesting else {
            throw SyntaxError(offset: position, message: "values are nested more than \(limits.nesting) deep")
        }
        depth += 1
        let node = nodes.count
        try append(kind, start: position, end: position)
        position += 1
        return node
    }

    private mutating func close(_ node: Int, count: UInt32) {
        position += 1
        depth -= 1
        nodes[node].end = count
        nodes[node].next = UInt32(truncatingIfNeeded: nodes.count)
    }

    /// Skips a comma and says whether there was one; otherwise the closing bracket must be here.
    private mutating func skipComma(or closing: UInt8, _ expectation: StaticString) throws(SyntaxError) -> Bool {
        if byte == UInt8(ascii: ",") {
            position += 1
            try skipBlank()
            return true
        }
        guard byte == closing else {
            throw SyntaxError(offset: position, message: "\(expectation), found \(found)")
        }
        return false
    }

    mutating func append(_ kind: JSONKind, start: Int, end: Int, hasEscapes: Bool = false) throws(SyntaxError) {
        guard nodes.count < limits.values else {
            let limit = limits.values.groupedText
            throw SyntaxError(offset: start, message: "there are more than \(limit) values and keys, the limit")
        }
        nodes.append(
            Node(
                start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end),
                next: UInt32(truncatingIfNeeded: nodes.count + 1), kind: kind, hasEscapes: hasEscapes))
    }

    private mutating func parseWord(_ word: StaticString, _ kind: JSONKind) throws(SyntaxError) {
        let end = wordEnd
        let isWord = word.withUTF8Buffer { $0.elementsEqual(text[position..<end]) }
        guard isWord else { throw expected("a value") }
        try append(kind, start: position, end: end)
        position = end
    }
}
