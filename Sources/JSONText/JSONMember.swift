/// A key of an object and its value.
package struct JSONMember: Sendable {
    package let key: String
    /// The key as a value of the text, for errors about the key itself.
    package let place: JSONValue
    package let value: JSONValue
}
