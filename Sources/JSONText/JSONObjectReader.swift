import Quantities

/// Reads an object's members by key, and knows in the end which keys nobody asked for.
///
///     var reader = try value.object()
///     let rows = try reader.positiveInteger("rows")
///     let name = try reader.optionalString("name") ?? "unnamed"
///     try reader.finish()
///
/// A member that is `null` counts as written. Keys are found fastest in the order in which they are asked for.
package struct JSONObjectReader: Sendable {
    /// The object that is read.
    package let object: JSONValue
    private var asked: [String] = []
    /// How many of the keys asked for are there.
    private var foundCount = 0
    /// Whether a key was found before others that had been asked for: what is found now may have been found already.
    private var hasTurnedBack = false
    /// The key node at which the next search starts, and how many members are left there.
    private var cursor: (key: Int, left: Int)

    init(object: JSONValue) {
        self.object = object
        cursor = (object.index + 1, object.count)
        asked.reserveCapacity(Self.usualKeys)
    }

    /// Keys that an object is asked for, as a rule, at most.
    private static let usualKeys = 8

    /// The value of a key, or an error that it is missing.
    package mutating func required(_ key: String) throws(JSONError) -> JSONValue {
        guard let value = optional(key) else { throw missing(key) }
        return value
    }

    /// The value of a key, if it is there.
    package mutating func optional(_ key: String) -> JSONValue? {
        var bytes = key
        let value = bytes.withUTF8 { find(UnsafeRawBufferPointer($0)) }
        if value != nil, !hasTurnedBack || !asked.contains(key) { foundCount += 1 }
        asked.append(key)
        return value
    }

    /// Refuses a key that was not asked for, suggesting the nearest of those that were.
    package func finish() throws(JSONError) {
        guard foundCount < object.count else { return }
        let known = Set(asked)
        for member in try object.members() where !known.contains(member.key) {
            let nearest = suggestion(for: member.key, among: asked)
            throw member.place.error("unknown key \(quotation(of: member.key))\(nearest)")
        }
    }

    /// An error about the whole object.
    package func error(_ message: String, path: String? = nil) -> JSONError {
        object.error(message, path: path)
    }

    /// The error that a key is missing, with a key nobody asked for that may be meant.
    private func missing(_ key: String) -> JSONError {
        let known = Set(asked)
        let others = ((try? object.members()) ?? []).map(\.key).filter { !known.contains($0) }
        let nearest = nearestSpelling(of: key, among: others)
        return object.error(
            "missing key \(quotation(of: key))" + (nearest.map { "; is \(quotation(of: $0)) meant?" } ?? ""))
    }

    /// Looks behind the cursor, then before it; the cursor stays where it is if the key is not there.
    private mutating func find(_ key: UnsafeRawBufferPointer) -> JSONValue? {
        let left = cursor.left
        if let value = find(key, upTo: left) { return value }
        cursor = (object.index + 1, object.count)
        let value = find(key, upTo: object.count - left)
        if value != nil { hasTurnedBack = true }
        return value
    }

    /// Looks at so many members from the cursor on and leaves the cursor after the one found.
    private mutating func find(_ key: UnsafeRawBufferPointer, upTo count: Int) -> JSONValue? {
        let document = object.document
        for _ in 0..<count {
            let place = cursor.key
            cursor = (Int(document.nodes[place + 1].next), cursor.left - 1)
            if document.isKey(place, key) { return JSONValue(document: document, index: place + 1) }
        }
        return nil
    }
}

extension JSONDocument {
    /// Whether the characters of the string at a node are these bytes.
    fileprivate func isKey(_ index: Int, _ key: UnsafeRawBufferPointer) -> Bool {
        let node = nodes[index]
        guard node.hasEscapes || Int(node.end - node.start) == key.count else { return false }
        return bytes.withUnsafeBytes { bytes in
            let raw = UnsafeRawBufferPointer(rebasing: bytes[Int(node.start)..<Int(node.end)])
            return node.hasEscapes ? unescaped(raw).elementsEqual(key) : raw.elementsEqual(key)
        }
    }
}
