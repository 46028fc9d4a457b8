import Quantities

extension BankedMemory {
    /// Holds a read back to what the window of outstanding requests allows, notes the pace and the addresses.
    mutating func finishRead(_ shape: TransferShape, request: Int, lead: Int, done: Int) -> Int {
        let start = max(readEnd, request + lead)
        let ready = max(done, request + lead + ticks.burst)
        let resource = max(0, ready - start)
        let allowed = max(0, shape.bursts - window) * roundTrip(shape) / window
        let end = max(ready, start + Self.combined(resource, allowed))
        notePace(bursts: shape.bursts, took: max(0, end - start), early: max(0, readEnd - end))
        readEnd = max(readEnd, end)
        if shape.address != readRunEnd { readRunStart = shape.address }
        readRunEnd = shape.end
        for lane in load.touchedLanes { readsSinceTurn[lane / geometry.lanesPerChannel] += load.lanes[lane] }
        return end
    }

    /// Updates the time that a read takes, and by how much reads come back before the last of those asked for earlier,
    /// averaged over a window of them.
    private mutating func notePace(bursts: Int, took: Int, early: Int) {
        let weight = min(bursts, window)
        let work = bursts < window ? took : max(took, longestWork)
        readPace += (work / bursts - readPace) * weight / window
        readEarly += (early - readEarly) * weight / window
    }

    /// Mean time from a request to the next one in its place: latency of hits and conflicts, the wait for earlier bursts
    /// of the same run on the lane, and a clock to ask again.
    private func roundTrip(_ shape: TransferShape) -> Int {
        let opened = min(shape.bursts, load.activations)
        let opening = (ticks.conflict - ticks.hit) * opened / shape.bursts
        let run = geometry.groups << (geometry.slotShift - geometry.burst.trailingZeroBitCount)
        let wait = (run - 1) * ticks.burst / 2 * (window - 1) / (window - 1 + 2 * run)
        return ticks.controller + ticks.sync + ticks.hit + opening + ticks.burst + ticks.command + wait
    }

    /// The time that two limits give together: the larger, and somewhat more where they are close, since either waits
    /// now and then for the other.
    private static func combined(_ first: Int, _ second: Int) -> Int {
        let (small, large) = (min(first, second), max(first, second))
        guard large > 0, small > large >> 3 else { return large }
        let ratio = Int((large.dividingFullWidth((small >> 48, UInt(bitPattern: small << 16))).quotient))
        let cubed = (ratio * ratio >> 16) * ratio >> 16
        return large + Int((small.multipliedFullWidth(by: cubed).low) >> 18)
    }
}
