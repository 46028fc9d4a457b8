/// The largest workload that is accepted. Each limit is far above any real model and keeps every later sum, in
/// bytes, bits or cycles, within 63 bits, so that sizes from a file can never overflow further on.
package enum WorkloadLimits {
    /// Extent of one dimension, and each of a product's `batch`, `m`, `k`, `n`: two of them multiply to at most
    /// 2^62.
    package static let extent = 1 << 31
    /// Dimensions of one tensor; real models use up to four.
    package static let rank = 8
    /// Elements of one tensor, all its slices together: 2^46 elements of 32 bits are 2^51 bits.
    package static let tensorElements = 1 << 46
    /// Elements of all tensors together: at 32 bits an element, 2^59 bits of storage.
    package static let storedElements = 1 << 54
    /// Multiply-accumulates of one product, once.
    package static let productMACs = 1 << 58
    /// Multiply-accumulates of all stages with all their iterations. One cycle each is still a time that fits.
    package static let totalMACs = 1 << 61
    /// Elements that all operations read and write in all iterations, each operand once: at most 2^56 bytes, which
    /// leaves a factor of 128 for operands that tiling reads again.
    package static let totalElementsMoved = 1 << 54
    /// Iterations of a stage.
    package static let iterations = 1_000_000
    /// Operations of the file, each counted once: bounds memory and time of everything that walks the trace.
    package static let operations = 200_000
    /// Tensors of the table.
    package static let tensors = 400_000
    /// Tensors that stand together as one operand of a product, or that one operator joins.
    package static let joinedTensors = 64
    /// Entries of `options`.
    package static let options = 1_000
    /// Characters of a name, so that a message or a table row stays readable.
    package static let nameCharacters = 200
}
