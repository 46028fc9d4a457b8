import Quantities

/// A parsed JSON text: its bytes, and one small node for each value in the order written.
///
/// Strings and numbers stay in the text until they are asked for, and a place becomes a line and a column only when an
/// error is made of it, so that reading costs little more than looking at each byte once.
package final class JSONDocument: Sendable {
    /// One value. The members of an object are pairs of nodes, key and value; a subtree's nodes follow each other.
    struct Node: Sendable {
        /// The first byte of the value; of a string, the byte after the quotation mark.
        var start: UInt32
        /// The byte after a scalar (of a string, its closing mark); of an array or object, the count of elements.
        var end: UInt32
        /// The node after this value and all that is in it.
        var next: UInt32
        var kind: JSONKind
        /// Whether a string has escapes, so that its bytes are not its characters.
        var hasEscapes: Bool
    }

    /// The name that errors start with, as the user wrote it.
    package let name: String
    let bytes: [UInt8]
    let nodes: [Node]

    init(name: String, bytes: [UInt8], nodes: [Node]) {
        self.name = name
        self.bytes = bytes
        self.nodes = nodes
    }

    /// Parses a text: RFC 8259 in UTF-8 with, besides, `//` and `/* */` comments, trailing commas and a byte order mark.
    ///
    /// Duplicate keys are an error, and so is every text beyond the limits.
    package static func parse(
        _ bytes: [UInt8], name: String, limits: JSONLimits = .standard
    ) throws(JSONError) -> JSONValue {
        guard bytes.count <= min(limits.size.count, 1 << 31) else {
            let message = "the text has \(bytes.count.groupedText) B, more than the limit of \(limits.size.text)"
            throw JSONError(name: name, line: 1, column: 1, message: message)
        }
        let outcome: Result<[Node], SyntaxError> = bytes.withUnsafeBufferPointer { text in
            do throws(SyntaxError) {
                if let invalid = firstInvalidUTF8(in: text) { throw notUTF8(text, at: invalid) }
                var parser = JSONParser(text: text, limits: limits)
                return .success(try parser.parseDocument())
            } catch {
                return .failure(error)
            }
        }
        switch outcome {
        case .success(let nodes):
            return JSONValue(document: JSONDocument(name: name, bytes: bytes, nodes: nodes), index: 0)
        case .failure(let error):
            var message = error.message
            if let earlier = error.earlier {
                let place = TextPlace(of: earlier, in: bytes)
                message += "; the first is at \(place.line):\(place.column)"
            }
            let place = TextPlace(of: error.offset, in: bytes)
            throw JSONError(name: name, line: place.line, column: place.column, message: message)
        }
    }

    private static func notUTF8(_ text: UnsafeBufferPointer<UInt8>, at offset: Int) -> SyntaxError {
        let byte = String(text[offset], radix: 16, uppercase: true)
        return SyntaxError(offset: offset, message: "expected text in UTF-8, found the byte 0x\(byte)")
    }
}
