import Quantities

/// On-chip memory: one software-managed scratchpad, or separate weight and activation buffers.
package struct SRAMSpec: Equatable, Sendable {
    /// Size of the one scratchpad; unused with separate buffers. The derivation document's "~40MB".
    package var capacity = Bytes(40 << 20)
    /// Size of a buffer for weights alone; zero for one scratchpad.
    package var weights = Bytes(0)
    /// Size of the buffer for all but weights; zero for one scratchpad.
    package var activations = Bytes(0)
    /// Banks that work at the same time, over all buffers, each with one port. Assumption: see Docs/Assumptions.md.
    package var banks = 32
    /// Bytes that a bank's port reads or writes in a cycle. Assumption: see Docs/Assumptions.md.
    package var bytesPerCycle = Bytes(64)

    package init() {}

    package static let settings: [Setting<SRAMSpec>] = [
        Setting("capacity", \.capacity, "size of the scratchpad"),
        Setting("weights", \.weights, "size of a separate weight buffer; 0 B for one scratchpad"),
        Setting("activations", \.activations, "size of a separate activation buffer; 0 B for one scratchpad"),
        Setting("banks", \.banks, "banks that work at the same time"),
        Setting("bytesPerCycle", \.bytesPerCycle, "bytes that a bank reads or writes in a cycle"),
    ]

    /// True if weights have a buffer of their own.
    package var isSplit: Bool { weights.count > 0 }

    /// All of it.
    package var total: Bytes { isSplit ? weights + activations : capacity }

    /// Bytes that all banks together read or write in a cycle.
    package var peakBytesPerCycle: Int { banks * bytesPerCycle.count }

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
