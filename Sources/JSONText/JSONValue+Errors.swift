import Quantities

extension JSONValue {
    /// An error about this value: its place, its path (or the one given; none if that is empty), and a message.
    ///
    /// `value.error("k is 960, but its input has 720 columns")` is
    /// `tiny.json:14:20: stages[0].layers[3].k: k is 960, but its input has 720 columns`.
    package func error(_ message: String, path: String? = nil) -> JSONError {
        let place = TextPlace(of: offset, in: document.bytes)
        let path = path ?? self.path
        let text = path.isEmpty ? message : path + ": " + message
        return JSONError(name: document.name, line: place.line, column: place.column, message: text)
    }

    /// An error that says what this value is and what was expected: `found "x", expected a whole number`.
    package func mismatch(_ expected: String) -> JSONError {
        error("found \(summary), expected \(expected)")
    }

    /// The line on which the value starts, from 1. Counts through the text: for messages, not for loops.
    package var line: Int { TextPlace(of: offset, in: document.bytes).line }

    /// The column at which the value starts, in Unicode characters from 1. Counts through the text.
    package var column: Int { TextPlace(of: offset, in: document.bytes).column }

    /// Where the value is in the document: `stages[0].layers[3].k`; empty for the whole. Searches from the root.
    ///
    /// A key has the path of its object.
    package var path: String {
        var path = ""
        var current = 0
        while current != index {
            let child = child(of: current)
            guard let child else { return path }
            path += child.step(isFirst: path.isEmpty)
            current = child.node
        }
        return path
    }

    private var offset: Int { Int(node.start) - (kind == .string ? 1 : 0) }

    private var summary: String {
        switch kind {
        case .array, .object: kind.phrase
        case .string: quotation(of: content)
        case .null, .bool: content
        case .number: content.utf8.count <= 40 ? content : "a number of \(content.utf8.count) characters"
        }
    }

    /// The element or member of an array or object that contains this value; nil if this is one of its keys.
    private func child(of container: Int) -> PathStep? {
        let isObject = document.nodes[container].kind == .object
        var child = container + 1
        for position in 0..<Int(document.nodes[container].end) {
            let node = isObject ? child + 1 : child
            let next = Int(document.nodes[node].next)
            if index < next {
                guard !isObject || index != child else { return nil }
                let key = isObject ? JSONValue(document: document, index: child).content : nil
                return PathStep(node: node, position: position, key: key)
            }
            child = next
        }
        return nil
    }
}

/// One step of a path: into an element of an array or, with a key, a member of an object.
private struct PathStep {
    let node: Int
    let position: Int
    let key: String?

    /// `.key`, `["a key"]` or `[3]`.
    func step(isFirst: Bool) -> String {
        guard let key else { return "[\(position)]" }
        let isPlain = !key.isEmpty && key.utf8.count <= 60 && key.utf8.allSatisfy(isPlainByte)
        guard isPlain else { return "[\(quotation(of: key))]" }
        return isFirst ? key : "." + key
    }

    private func isPlainByte(_ byte: UInt8) -> Bool {
        byte.isDigit || (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: "-")
    }
}
