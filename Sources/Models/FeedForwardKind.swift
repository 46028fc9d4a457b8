import Quantities

/// What stands between the two matrices of a transformer layer's multilayer perceptron.
package enum FeedForwardKind: String, CaseIterable, TextValue {
    /// `fc2(GELU(fc1(x)))`: two matrices.
    case gelu
    /// `down(SiLU(gate(x)) * up(x))`: three matrices.
    case swiglu
    /// `down(GELU(gate(x)) * up(x))`: three matrices.
    case geglu
}
