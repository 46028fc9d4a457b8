import Quantities

/// How the rows between the parts of a transformer are normalised.
package enum NormKind: String, CaseIterable, TextValue {
    /// Mean and variance, with a learned scale and a learned shift.
    case layerNorm
    /// Root mean square, with a learned scale.
    case rmsNorm
}
