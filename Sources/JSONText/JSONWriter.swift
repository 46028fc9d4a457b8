/// Builds JSON text. ``JSONNode/text`` is its result for a whole value.
struct JSONWriter {
    /// The longest line with its indent and the comma that may follow, in bytes.
    static let width = 120

    var bytes: [UInt8] = []
    private var lineStart = 0

    /// Writes a value whose lines after the first are indented by so many spaces.
    mutating func write(_ node: JSONNode, indent: Int) {
        let start = bytes.count
        if writeShort(node, depth: 0) { return }
        bytes.removeLast(bytes.count - start)
        switch node {
        case .object(let members):
            writeLines(of: members, between: "{", and: "}", indent: indent) { writer, member, inner in
                writer.writeString(member.0)
                writer.append(": ")
                writer.write(member.1, indent: inner)
            }
        case .array(let elements):
            writeLines(of: elements, between: "[", and: "]", indent: indent) { writer, element, inner in
                writer.write(element, indent: inner)
            }
        default: writeScalar(node)
        }
    }

    /// Writes a value on the line that was begun, however long that gets.
    mutating func writeLine(_ node: JSONNode) {
        switch node {
        case .object(let members):
            append(members.isEmpty ? "{" : "{ ")
            for (index, member) in members.enumerated() {
                if index > 0 { append(", ") }
                writeString(member.0)
                append(": ")
                writeLine(member.1)
            }
            append(members.isEmpty ? "}" : " }")
        case .array(let elements):
            append("[")
            for (index, element) in elements.enumerated() {
                if index > 0 { append(", ") }
                writeLine(element)
            }
            append("]")
        default: writeScalar(node)
        }
    }

    private mutating func writeLines<Item>(
        of items: [Item], between opening: StaticString, and closing: StaticString, indent: Int,
        _ write: (inout JSONWriter, Item, Int) -> Void
    ) {
        append(opening)
        for (index, item) in items.enumerated() {
            if index > 0 { append(",") }
            beginLine(indent + 2)
            write(&self, item, indent + 2)
        }
        beginLine(indent)
        append(closing)
    }

    private mutating func beginLine(_ indent: Int) {
        bytes.append(0x0A)
        lineStart = bytes.count
        bytes.append(contentsOf: repeatElement(0x20, count: indent))
    }

    mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }
}

extension JSONWriter {
    /// Writes a value on the line that was begun if it is short and flat; otherwise may leave a part of it.
    ///
    /// Stops at the first byte too many, so that an attempt costs no more than a line.
    private mutating func writeShort(_ node: JSONNode, depth: Int) -> Bool {
        switch node {
        case .object(let members):
            guard depth == 0 || members.isEmpty else { return false }
            append(members.isEmpty ? "{" : "{ ")
            for (index, member) in members.enumerated() {
                if index > 0 { append(", ") }
                writeString(member.0)
                append(": ")
                guard hasRoom, writeShort(member.1, depth: 1) else { return false }
            }
            append(members.isEmpty ? "}" : " }")
        case .array(let elements):
            guard depth <= 1 || elements.isEmpty else { return false }
            append("[")
            for (index, element) in elements.enumerated() {
                if index > 0 { append(", ") }
                guard hasRoom, writeShort(element, depth: depth + 1) else { return false }
            }
            append("]")
        default:
            writeScalar(node)
            return depth == 0 || hasRoom
        }
        return hasRoom
    }

    private var hasRoom: Bool { bytes.count - lineStart < Self.width }
}
