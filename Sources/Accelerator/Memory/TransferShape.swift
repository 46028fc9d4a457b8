import Quantities

/// A transfer as the memory sees it: rows of whole bursts.
struct TransferShape: Hashable, Sendable {
    let address: Int
    let rows: Int
    let rowBytes: Int
    let pitch: Int
    /// Bursts moved in all.
    let bursts: Int
    /// One past the last byte.
    let end: Int

    /// Rows that touch each other are one row.
    init(_ transfer: MemoryTransfer, burst: Int) {
        let isDense = transfer.pitch == transfer.rowBytes || transfer.rows == 1
        address = transfer.address
        rows = isDense ? 1 : transfer.rows
        rowBytes = isDense ? transfer.rowBytes * transfer.rows : transfer.rowBytes
        pitch = isDense ? 0 : transfer.pitch
        end = address + (rows - 1) * pitch + rowBytes
        bursts = Self.bursts(from: address, rows: rows, rowBytes: rowBytes, pitch: pitch, burst: burst)
    }

    /// Bursts that rows touch; how rows lie over bursts recurs after `burst` rows at the latest.
    static func bursts(from address: Int, rows: Int, rowBytes: Int, pitch: Int, burst: Int) -> Int {
        if rows == 1 { return (address & (burst - 1) + rowBytes + burst - 1) &>> burst.trailingZeroBitCount }
        let step = pitch & (burst - 1)
        let period = step == 0 ? 1 : burst >> step.trailingZeroBitCount
        var (once, rest) = (0, 0)
        var offset = address & (burst - 1)
        let remainder = rows % period
        for row in 0..<min(period, rows) {
            let touched = (offset + rowBytes + burst - 1) / burst
            once += touched
            if row < remainder { rest += touched }
            offset = (offset + step) & (burst - 1)
        }
        return rows / period * once + rest
    }
}
