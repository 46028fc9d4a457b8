import Quantities

extension MemorySpec {
    /// The latency of a read that must close one row and open another, in an idle memory.
    package var unloadedLatency: TimeSpan {
        guard let row = kind.timings else { return latency }
        return TimeSpan(row.tRP + row.tRCDRD + row.tCL + row.tBurst + row.tSync + controllerLatency.count)
    }

    /// The least number of outstanding requests that covers the unloaded latency at the peak bandwidth. An ideal memory
    /// needs none.
    package func sufficientWindow(for dma: DMASpec) -> Int {
        guard kind != .ideal else { return 1 }
        let request = max(dma.requestSize.count, granule.count)
        let (quotient, remainder) = (request * 1_000_000_000_000).dividingFullWidth(
            peakBandwidth.count.multipliedFullWidth(by: unloadedLatency.count))
        return quotient + (remainder > 0 ? 1 : 0)
    }

    /// What to tell the user if the DMA engine's window cannot reach the memory's bandwidth; nil if it can.
    package func windowNote(for dma: DMASpec) -> String? {
        let needed = sufficientWindow(for: dma)
        guard dma.window < needed else { return nil }
        return "dma.window of \(dma.window) requests is too small to reach the memory's bandwidth: "
            + "\(needed) cover its latency"
    }
}
