import Architecture
import Quantities

/// Measures a memory alone: what a pattern of transfers, asked for as fast as the DMA engine's window allows, gets.
package struct MemoryProbe: Hashable, Sendable {
    /// Bytes moved over the bytes that the bus could have moved in the time.
    package let busFraction: Double
    /// The same for the bytes asked for.
    package let usefulFraction: Double
    /// From a read's turn in the window to its data, on average; 0 if nothing is read.
    package let latencyNanoseconds: Double
    /// Bursts that found their row open, over all bursts; 1 for an ideal memory.
    package let rowHitRate: Double
    /// Whole granules moved.
    package let bytesMoved: Bytes
    /// Bytes asked for.
    package let bytesAsked: Bytes
    /// From the first request to the last data.
    package let duration: TimeSpan

    /// - Precondition: the specs are valid.
    /// - Throws: if the pattern could take longer than the simulator counts.
    package init(
        _ pattern: MemoryPattern, memory spec: MemorySpec, dma: DMASpec, clock: Frequency
    ) throws(MemorySpecError) {
        let longest = pattern.longestSeconds(on: spec) * Double(clock.count)
        guard longest < Double(TickClock.limit.count) / 4, pattern.longestSeconds(on: spec) < 1e6 else {
            throw MemorySpecError(
                "the pattern \(pattern.text) may take more cycles than the simulated clock counts; use fewer bytes, a "
                    + "slower clock or a faster memory")
        }
        self.init(memory: spec, dma: dma, clock: clock, asking: pattern.forEachTransfer)
    }

    /// - Parameter forEachTransfer: calls what it is given with each transfer in turn.
    init(
        memory spec: MemorySpec, dma: DMASpec, clock: Frequency,
        asking forEachTransfer: ((MemoryTransfer) -> Void) -> Void
    ) {
        var memory = MemorySystem(spec, dma: dma, clock: clock)
        var (end, moved, asked, read) = (Cycles(0), 0, 0, 0)
        forEachTransfer { transfer in
            let interval = memory.serve(transfer, arriving: Cycles(0))
            end = interval.end
            moved += interval.movedBytes.count
            asked += transfer.rows * transfer.rowBytes
            if !transfer.isWrite { read += interval.movedBytes.count }
        }
        let nanoseconds = Self.wholeRefreshes(Double(end.count) * 1e9 / Double(clock.count), spec)
        let peak = Double(spec.peakBandwidth.count) * 1e-9
        let statistics = memory.statistics
        busFraction = Double(moved) / (nanoseconds * peak)
        usefulFraction = Double(asked) / (nanoseconds * peak)
        bytesMoved = Bytes(moved)
        bytesAsked = Bytes(asked)
        duration = TimeSpan(Int(nanoseconds * 1000))
        rowHitRate =
            statistics.bursts == 0
            ? 1 : max(0, 1 - Double(statistics.activations) / 4096 / Double(statistics.bursts))
        let request = max(spec.granule.count, dma.requestSize.count)
        latencyNanoseconds = Self.latency(
            reads: (read + request - 1) / request, window: dma.window, nanoseconds: nanoseconds,
            command: Double(spec.kind.timings?.tCK ?? 0) * 1e-3)
    }

    /// A run is measured from just after a refresh and meets a whole number of them, while the model spreads the next
    /// one's time over the interval before it.
    private static func wholeRefreshes(_ nanoseconds: Double, _ spec: MemorySpec) -> Double {
        guard let organization = spec.kind.organization, let timings = spec.kind.timings else { return nanoseconds }
        let share = RefreshShare(spec, organization, timings)
        let interval = Double(share.interval) * 1e-3
        let refreshes = nanoseconds / interval
        return nanoseconds - (refreshes - refreshes.rounded(.down)) * Double(share.lost) * 1e-3
    }

    /// Little's law: the window is full all the time, so a read stays in it for the time that a windowful takes.
    private static func latency(reads: Int, window: Int, nanoseconds: Double, command: Double) -> Double {
        guard reads > 0 else { return 0 }
        let perRead = nanoseconds / Double(reads)
        return max(0, Double(min(window, reads)) * perRead - command)
    }
}
