import Quantities

/// The operators of the vector unit.
package enum VectorKind: String, CaseIterable, TextValue {
    case softmax, layerNorm, rmsNorm, gelu, silu, multiply, add, rope, scale, mask
    case embeddingLookup, pixelShuffle, concatenate, sinusoid, eulerStep

    /// True if a result depends on its whole row (the last dimension), so that rows cannot be cut.
    package var needsWholeRows: Bool {
        switch self {
        case .softmax, .layerNorm, .rmsNorm: true
        default: false
        }
    }

    /// How many tensors it reads besides its parameters.
    package var inputCount: ClosedRange<Int> {
        switch self {
        case .multiply, .add, .eulerStep: 2...2
        case .concatenate: 2...64
        case .sinusoid, .embeddingLookup: 0...0
        default: 1...1
        }
    }

    /// How many tensors of parameters it reads.
    package var parameterCount: ClosedRange<Int> {
        switch self {
        case .layerNorm: 0...2
        case .rmsNorm: 0...1
        case .embeddingLookup: 1...1
        default: 0...0
        }
    }
}
