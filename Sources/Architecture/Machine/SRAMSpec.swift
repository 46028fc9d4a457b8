import Quantities

/// On-chip memory: one software-managed scratchpad, or separate weight and activation buffers.
package struct SRAMSpec: Equatable, Sendable {
    /// Size of the one scratchpad; unused with separate buffers. The derivation document's "~40MB".
    package var capacity = Bytes(40 << 20)
    /// Size of a buffer for weights alone; zero for one scratchpad.
    package var weights = Bytes(0)
    /// Size of the buffer for all but weights; zero for one scratchpad.
    package var activations = Bytes(0)

    package init() {}

    package static let settings: [Setting<SRAMSpec>] = [
        Setting("capacity", \.capacity, "size of the scratchpad"),
        Setting("weights", \.weights, "size of a separate weight buffer; 0 B for one scratchpad"),
        Setting("activations", \.activations, "size of a separate activation buffer; 0 B for one scratchpad"),
    ]

    /// True if weights have a buffer of their own.
    package var isSplit: Bool { weights.count > 0 }

    /// All of it.
    package var total: Bytes { isSplit ? weights + activations : capacity }

    /// What may be granted, in whole granules.
    package var space: Space {
        let granule = Space.granule.count
        return isSplit
            ? Space(SIMD2(activations.count / granule, weights.count / granule))
            : Space(SIMD2(capacity.count / granule, 0))
    }

    /// Where data of a kind is kept.
    package func buffer(forWeights: Bool) -> SRAMBuffer { isSplit && forWeights ? .weights : .scratchpad }
}
