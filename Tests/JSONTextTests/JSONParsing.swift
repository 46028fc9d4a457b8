import JSONText

/// Parses a text under the name `t.json`.
func parse(_ text: String, limits: JSONLimits = .standard) throws(JSONError) -> JSONValue {
    try JSONDocument.parse(Array(text.utf8), name: "t.json", limits: limits)
}

/// The description of the error that parsing gives, or that there is none.
func parseError(_ text: String, limits: JSONLimits = .standard) -> String {
    parseError(Array(text.utf8), limits: limits)
}

/// The description of the error that parsing bytes gives, or that there is none.
func parseError(_ bytes: [UInt8], limits: JSONLimits = .standard) -> String {
    do throws(JSONError) {
        _ = try JSONDocument.parse(bytes, name: "t.json", limits: limits)
        return "no error"
    } catch {
        return error.description
    }
}

/// The description of the error that a closure throws, or that there is none.
func errorText(_ body: () throws -> Void) -> String {
    do {
        try body()
        return "no error"
    } catch {
        return "\(error)"
    }
}

extension JSONNode {
    /// A parsed value as it would be written again. Numbers with a point or exponent become doubles.
    init(_ value: JSONValue) throws {
        switch value.kind {
        case .null: self = .null
        case .bool: self = .bool(try value.bool())
        case .string: self = .string(try value.string())
        case .number: self = if let number = try? value.integer() { .int(number) } else { .double(try value.double()) }
        case .array: self = .array(try value.elements().map { try JSONNode($0) })
        case .object: self = .object(try value.members().map { ($0.key, try JSONNode($0.value)) })
        }
    }
}
