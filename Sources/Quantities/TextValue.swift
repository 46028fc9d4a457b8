/// A value that people write as text: `"40 MiB"`, `"1 GHz"`, `weight-stationary`, `128`.
///
/// Every field of a machine or model description is one, so that a JSON file, `--set` and `--vary` read the same words.
public protocol TextValue: Sendable, Equatable {
    /// Reads a value as people write it.
    init(text: String) throws(TextValueError)
    /// The shortest text that reads back as the same value.
    var text: String { get }
    /// What may be written, as it ends the sentence "expected ...".
    static var expectation: String { get }
}

/// A text that is no value of its type.
public struct TextValueError: Error, Equatable, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }

    /// `found "12 parsecs", expected a size such as "40 MiB"`
    public init(found: String, expected: String) {
        description = "found \(quotation(of: found)), expected \(expected)"
    }
}

extension Int: TextValue {
    public static var expectation: String { "a whole number" }
    public var text: String { String(self) }

    public init(text: String) throws(TextValueError) {
        guard let value = Int(text) else { throw TextValueError(found: text, expected: Self.expectation) }
        self = value
    }
}

extension Bool: TextValue {
    public static var expectation: String { "true or false" }
    public var text: String { self ? "true" : "false" }

    public init(text: String) throws(TextValueError) {
        guard let value = Bool(text) else { throw TextValueError(found: text, expected: Self.expectation) }
        self = value
    }
}

/// An enumeration whose cases are written by their raw values.
extension TextValue where Self: RawRepresentable & CaseIterable, RawValue == String {
    public static var expectation: String {
        "one of " + allCases.map(\.rawValue).joined(separator: ", ")
    }

    public var text: String { rawValue }

    public init(text: String) throws(TextValueError) {
        guard let value = Self(rawValue: text) else {
            throw TextValueError(found: text, expected: Self.expectation)
        }
        self = value
    }
}
