import JSONText
import Quantities

/// One field of a part of a model description: how files and `--set` name, read, write and bound it.
struct ModelField<Part>: Sendable {
    let key: String
    /// What the field means, in a few words, for `--help`.
    let summary: String
    /// What may be written, as it ends the sentence "expected ...".
    let expectation: String
    /// True if a file must have it; false if it may be left out because the part has a usual value.
    let isRequired: Bool
    let read: @Sendable (Part) -> String
    let node: @Sendable (Part) -> JSONNode
    /// True if the value is in range; code may set any.
    let isInRange: @Sendable (Part) -> Bool
    let write: @Sendable (inout Part, String) throws(TextValueError) -> Void
    let load: @Sendable (inout Part, JSONValue) throws(JSONError) -> Void

    /// The same field seen from the part that holds `Part`.
    func inside<Outer>(_ path: WritableKeyPath<Outer, Part> & Sendable) -> ModelField<Outer> {
        ModelField<Outer>(
            key: key, summary: summary, expectation: expectation, isRequired: isRequired,
            read: { read($0[keyPath: path]) },
            node: { node($0[keyPath: path]) },
            isInRange: { isInRange($0[keyPath: path]) },
            write: { (outer: inout Outer, text: String) throws(TextValueError) in
                try write(&outer[keyPath: path], text)
            },
            load: { (outer: inout Outer, value: JSONValue) throws(JSONError) in
                try load(&outer[keyPath: path], value)
            })
    }
}

extension ModelField {
    /// A whole number within limits.
    static func count(
        _ key: String, _ path: WritableKeyPath<Part, Int> & Sendable, _ range: ClosedRange<Int>, _ summary: String,
        isRequired: Bool = true
    ) -> ModelField {
        let expectation = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        return ModelField(
            key: key, summary: summary, expectation: expectation, isRequired: isRequired,
            read: { $0[keyPath: path].text },
            node: { .int($0[keyPath: path]) },
            isInRange: { range.contains($0[keyPath: path]) },
            write: { (part: inout Part, text: String) throws(TextValueError) in
                guard let value = Int(text), range.contains(value) else {
                    throw TextValueError(found: text, expected: expectation)
                }
                part[keyPath: path] = value
            },
            load: { (part: inout Part, value: JSONValue) throws(JSONError) in
                guard let number = try? value.integer(), range.contains(number) else {
                    throw value.mismatch(expectation)
                }
                part[keyPath: path] = number
            })
    }

    /// Yes or no.
    static func flag(
        _ key: String, _ path: WritableKeyPath<Part, Bool> & Sendable, _ summary: String
    ) -> ModelField {
        choice(key, path, summary, isRequired: false) { .bool($0) }
    }

    /// One of the words of an enumeration.
    static func choice<Value: TextValue>(
        _ key: String, _ path: WritableKeyPath<Part, Value> & Sendable, _ summary: String, isRequired: Bool = true,
        node: @escaping @Sendable (Value) -> JSONNode = { .string($0.text) }
    ) -> ModelField {
        ModelField(
            key: key, summary: summary, expectation: Value.expectation, isRequired: isRequired,
            read: { $0[keyPath: path].text },
            node: { node($0[keyPath: path]) },
            isInRange: { _ in true },
            write: { (part: inout Part, text: String) throws(TextValueError) in
                part[keyPath: path] = try Value(text: text)
            },
            load: { (part: inout Part, value: JSONValue) throws(JSONError) in
                part[keyPath: path] = try value.value(as: Value.self)
            })
    }
}
