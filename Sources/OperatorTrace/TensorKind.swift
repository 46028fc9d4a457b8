import Quantities

/// What a tensor is for; decides the class under which its bytes are counted.
package enum TensorKind: String, CaseIterable, TextValue {
    /// Learned parameters: matrices, biases, norms.
    case weight
    /// A result that a later operation reads.
    case activation
    /// Keys or values that are kept for later stages.
    case keyValueCache = "key-value-cache"
    /// What the outside world delivers: pixels, state, noise.
    case input
    /// What the outside world takes away: the action chunk.
    case output
    /// Numbers fixed at compile time that are not learned.
    case constant

    /// True for tensors that are in HBM before the inference starts.
    package var isStored: Bool { self == .weight || self == .constant || self == .input }
}
