import Architecture
import Quantities

/// The path of one direction between memory and SRAM: bytes per cycle, and requests in their own rhythm.
struct DMAPath: Hashable {
    private let requestSize: Int
    private var bytes: Pacer?
    private var requests: Pacer?
    /// When the last transfer ended: transfers of a direction end in the order in which they were issued.
    private var lastEnd = Cycles(0)

    init(_ spec: DMASpec, granule: Bytes, clock: Frequency) {
        requestSize = max(spec.requestSize.count, granule.count)
        if spec.bytesPerCycle.count > 0 { bytes = Pacer(cycles: 1, per: spec.bytesPerCycle.count) }
        if spec.requestInterval.count > 0 { requests = Pacer(interval: spec.requestInterval, clock: clock) }
    }

    /// When a transfer is through that the memory serves from `begin` to `end`.
    mutating func carry(_ transfer: Transfer, from begin: Cycles, until end: Cycles) -> Cycles {
        var end = end
        if let through = bytes?.handle(transfer.bytes.count, from: begin) { end = max(end, through) }
        let count = transfer.rows * ((transfer.rowBytes + requestSize - 1) / requestSize)
        if let through = requests?.handle(count, from: begin) { end = max(end, through) }
        return end
    }

    /// The end of a transfer that would end at `end` but for those before it.
    mutating func close(_ end: Cycles) -> Cycles {
        lastEnd = max(lastEnd, end)
        return lastEnd
    }

    /// The same state with `now` as the start of time.
    func normalized(relativeTo now: Cycles) -> DMAPath {
        var copy = self
        copy.bytes = bytes?.normalized(relativeTo: now)
        copy.requests = requests?.normalized(relativeTo: now)
        copy.lastEnd = max(.zero, lastEnd - now)
        return copy
    }
}
