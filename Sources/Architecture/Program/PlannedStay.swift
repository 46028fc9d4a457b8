import Quantities

/// A tensor, or a part of one, that stays in SRAM between uses.
package struct PlannedStay: Equatable, Sendable {
    package var tensor: String
    /// True for weights, false for activations, keys and values, inputs and results.
    package var isWeight: Bool
    /// The most of it that stays at a time.
    package var kept: Bytes
    /// All of it.
    package var size: Bytes
    /// The first and the last operation that find it there, as indices into `Program.operations`.
    package var from: Int
    package var to: Int
    /// Bytes that a run would read and write besides if every use went to HBM.
    package var saved: Bytes

    package init(tensor: String, isWeight: Bool, kept: Bytes, size: Bytes, from: Int, to: Int, saved: Bytes) {
        self.tensor = tensor
        self.isWeight = isWeight
        self.kept = kept
        self.size = size
        self.from = from
        self.to = to
        self.saved = saved
    }
}
