import Quantities

/// A value of a parsed JSON text, and with it its place there.
///
/// The accessors throw an error that says where the value is, what was found and what was expected.
package struct JSONValue: Sendable {
    /// The text that the value is part of.
    package let document: JSONDocument
    let index: Int

    init(document: JSONDocument, index: Int) {
        self.document = document
        self.index = index
    }

    var node: JSONDocument.Node { document.nodes[index] }

    /// What kind of value this is.
    package var kind: JSONKind { node.kind }

    /// The characters of a string, with escapes replaced.
    package func string() throws(JSONError) -> String {
        guard kind == .string else { throw mismatch("a string") }
        return content
    }

    /// A number written without a decimal point or exponent, from -2^63 to 2^63 - 1.
    package func integer() throws(JSONError) -> Int {
        guard kind == .number else { throw mismatch("a whole number") }
        if let integer = Int(content) { return integer }
        guard source.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: "-") }) else {
            throw mismatch("a whole number, written without a point or exponent")
        }
        throw mismatch("a whole number from \(Int.min) to \(Int.max)")
    }

    /// A whole number of at least 1.
    package func positiveInteger() throws(JSONError) -> Int {
        let integer = try integer()
        guard integer > 0 else { throw mismatch("a whole number of at least 1") }
        return integer
    }

    /// The nearest floating-point number to a number.
    package func double() throws(JSONError) -> Double {
        guard kind == .number else { throw mismatch("a number") }
        guard source.count <= 1000, let number = Double(content), number.isFinite else {
            throw mismatch("a number of at most 1,000 characters, and less than 1.8e308")
        }
        return number
    }

    /// `true` or `false`.
    package func bool() throws(JSONError) -> Bool {
        guard kind == .bool else { throw mismatch("true or false") }
        return source.first == UInt8(ascii: "t")
    }

    /// A value that people write as text, `"40 MiB"`: a string, or for numbers and truth values a JSON literal.
    package func value<Value: TextValue>(as type: Value.Type) throws(JSONError) -> Value {
        let isLiteral = kind == .number || kind == .bool
        let wantsLiteral = type == Int.self || type == Bool.self
        guard kind == .string && !wantsLiteral || isLiteral else { throw mismatch(type.expectation) }
        do throws(TextValueError) {
            return try Value(text: content)
        } catch {
            throw self.error(error.description)
        }
    }

    /// The elements of an array.
    package func elements() throws(JSONError) -> [JSONValue] {
        guard kind == .array else { throw mismatch("an array") }
        var elements: [JSONValue] = []
        elements.reserveCapacity(count)
        var child = index + 1
        for _ in 0..<count {
            elements.append(JSONValue(document: document, index: child))
            child = Int(document.nodes[child].next)
        }
        return elements
    }

    /// The members of an object in the order written.
    package func members() throws(JSONError) -> [JSONMember] {
        guard kind == .object else { throw mismatch("an object") }
        var members: [JSONMember] = []
        members.reserveCapacity(count)
        var key = index + 1
        for _ in 0..<count {
            let place = JSONValue(document: document, index: key)
            let value = JSONValue(document: document, index: key + 1)
            members.append(JSONMember(key: place.content, place: place, value: value))
            key = Int(document.nodes[key + 1].next)
        }
        return members
    }

    /// A reader of an object's members by key.
    package func object() throws(JSONError) -> JSONObjectReader {
        guard kind == .object else { throw mismatch("an object") }
        return JSONObjectReader(object: self)
    }

    /// How many elements or members an array or object has; 0 for other values.
    package var count: Int { kind == .array || kind == .object ? Int(node.end) : 0 }
}

extension JSONValue {
    /// The bytes of a scalar as written, without quotation marks; none of an array or object.
    var source: ArraySlice<UInt8> {
        guard kind != .array, kind != .object else { return [] }
        return document.bytes[Int(node.start)..<Int(node.end)]
    }

    /// The characters of a scalar: of a string those it stands for, of other scalars the text as written.
    var content: String {
        guard node.hasEscapes else { return String(decoding: source, as: UTF8.self) }
        return String(decoding: source.withUnsafeBytes { unescaped($0) }, as: UTF8.self)
    }
}
