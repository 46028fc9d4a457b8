import Quantities

/// When the memory's data bus works for a transfer.
package struct ServiceInterval: Hashable, Sendable {
    /// The cycle in which the first data moves; a read's latency lies before it.
    package var begin: Cycles
    /// The first cycle after the last data.
    package var end: Cycles
    /// Bytes that move: whole granules.
    package var movedBytes: Bytes

    package init(begin: Cycles, end: Cycles, movedBytes: Bytes) {
        self.begin = begin
        self.end = end
        self.movedBytes = movedBytes
    }
}
