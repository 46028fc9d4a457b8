/// A JSON value to be written. Members are written in the order given; keys are not checked for duplicates.
package enum JSONNode: Sendable {
    case object([(String, JSONNode)])
    case array([JSONNode])
    case string(String)
    case int(Int)
    /// Written as the shortest decimal that reads back the same; `null` if it is not finite, which JSON cannot say.
    case double(Double)
    case bool(Bool)
    case null
}

extension JSONNode {
    /// An array of whole numbers.
    package static func integers(_ values: some Sequence<Int>) -> JSONNode { .array(values.map { .int($0) }) }

    /// An array of strings.
    package static func strings(_ values: some Sequence<String>) -> JSONNode { .array(values.map { .string($0) }) }

    /// The value as JSON text that ends with a line break.
    ///
    /// An object or array of scalars and arrays of scalars is one line if that is at most 120 bytes with its indent.
    /// Others have a line for each member or element, indented by two spaces.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The bytes of ``text``.
    package var bytes: [UInt8] {
        var writer = JSONWriter()
        writer.write(self, indent: 0)
        writer.bytes.append(0x0A)
        return writer.bytes
    }

    /// The value as JSON text on one line, without a line break at its end.
    package var lineText: String {
        var writer = JSONWriter()
        writer.writeLine(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
