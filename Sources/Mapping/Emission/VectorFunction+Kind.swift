import Architecture
import OperatorTrace

extension VectorFunction {
    /// What the vector unit does for an operator of the trace.
    init(_ kind: VectorKind) {
        switch kind {
        case .softmax: self = .softmax
        case .layerNorm: self = .layerNorm
        case .rmsNorm: self = .rmsNorm
        case .gelu: self = .gelu
        case .silu: self = .silu
        case .multiply: self = .multiply
        case .add: self = .add
        case .rope: self = .rope
        case .scale: self = .scale
        case .mask: self = .mask
        case .sinusoid: self = .sinusoid
        case .eulerStep: self = .eulerStep
        case .concatenate, .embeddingLookup, .pixelShuffle: self = .concatenate
        }
    }
}
