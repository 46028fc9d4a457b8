import Quantities

/// What a memory has done so far.
package struct MemoryStatistics: Hashable, Sendable {
    /// Bursts moved.
    package var bursts = 0
    /// Rows opened, in parts of 1/4096: streams that take turns in a bank share an activation.
    package var activations = 0
}
