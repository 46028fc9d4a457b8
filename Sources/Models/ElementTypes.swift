import OperatorTrace

/// The number format of each class of tensors.
package struct ElementTypes: Equatable, Sendable {
    /// Matrices, and the vision transformer's position table.
    package var weights = ElementType.int8
    /// Learned numbers of norms.
    package var norms = ElementType.int8
    package var biases = ElementType.int8
    /// The table of word embeddings, and the head that mirrors it.
    package var embeddings = ElementType.int8
    /// Everything computed, and what comes in and goes out: pixels, state, actions.
    package var activations = ElementType.int8
    /// Keys and values kept for a later stage.
    package var keyValueCache = ElementType.int8

    package init() {}
}
