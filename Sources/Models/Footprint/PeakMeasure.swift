/// What counts as the memory that activations need: inputs, results and outputs, but neither learned numbers nor
/// constants nor the K/V cache.
package enum PeakMeasure: String, CaseIterable, Sendable {
    /// What a layer reads from other layers or from outside, and what it hands on, together.
    case layerInputOutput
    /// Everything alive while an operation runs, each tensor in storage of its own.
    case eachTensorApart
    /// The same where a vector operator may write its result over an operand that nobody reads afterwards.
    case inPlace
    /// In place, where attention works row by row, so that its matrices of scores never exist as a whole.
    case inPlaceByRows
}
