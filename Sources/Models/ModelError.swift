/// Why a model description does not hold together, or cannot be changed as asked: one sentence.
package struct ModelError: Error, Equatable, CustomStringConvertible {
    /// The key at fault without `model.`: `vision.width`; empty if it is the model as a whole.
    package let key: String
    /// What was found, what was expected and how to mend it.
    package let reason: String

    package init(_ key: String, _ reason: String) {
        self.key = key
        self.reason = reason
    }

    package var description: String { key.isEmpty ? reason : "model.\(key): \(reason)" }
}
