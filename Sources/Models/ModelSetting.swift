import Quantities

/// One named field of a model description, reachable by its dotted key: `vision.layers`, `steps`, `types.weights`.
///
/// On the command line keys begin with `model.`: `--set model.steps=20`.
package struct ModelSetting: Sendable {
    /// The dotted key without `model.`.
    package let key: String
    /// What the field means, in a few words, for `--help`.
    package let summary: String
    /// What may be written, as it ends the sentence "expected ...".
    package let expectation: String
    /// The field's value as text; nil if the model lacks the component.
    package let read: @Sendable (ModelDescription) -> String?
    /// True if the value is one that may be written.
    let isInRange: @Sendable (ModelDescription) -> Bool
    /// Sets the field from text.
    let write: @Sendable (inout ModelDescription, String) throws(TextValueError) -> Void
}
