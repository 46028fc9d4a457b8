import Quantities

/// What a DMA descriptor asks of the memory: `rows` rows of `rowBytes`, `pitch` bytes apart, from `address` on.
package struct MemoryTransfer: Hashable, Sendable {
    /// Byte address of the first row.
    package var address: Int
    /// Number of rows; 1 for a plain run of bytes.
    package var rows: Int
    /// Bytes of each row.
    package var rowBytes: Int
    /// Bytes from the start of one row to the start of the next.
    package var pitch: Int
    package var isWrite: Bool

    package init(address: Int, rows: Int = 1, rowBytes: Int, pitch: Int? = nil, isWrite: Bool = false) {
        self.address = address
        self.rows = rows
        self.rowBytes = rowBytes
        self.pitch = pitch ?? rowBytes
        self.isWrite = isWrite
    }
}
