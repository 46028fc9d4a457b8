import Quantities

extension BankedMemory {
    /// Holds a read back to what the window of outstanding requests allows, notes the pace and the addresses.
    mutating func finishRead(_ shape: TransferShape, request: Int, lead: Int) -> Int {
        let ready = max(finish, request + lead + ticks.burst)
        var end = ready
        if shape.bursts > window {
            let start = max(readEnd, request + lead)
            let served = max(0, ready - start)
            end = max(ready, start + Self.combined(served, windowTime(shape, served: served)))
            longestWork = max(longestWork, end - start)
        }
        // Data comes evenly from the first burst to the last.
        let busy = min(end - request - lead, longestWork)
        let spread = Self.scaled(busy, by: shape.bursts - 1, over: 2 * shape.bursts)
        passWindow(bursts: shape.bursts, request: request, middle: end - spread, spread: spread)
        readEnd = max(readEnd, end)
        if shape.address != readRunEnd { readRunStart = shape.address }
        readRunEnd = shape.end
        noteReads(shape)
        return end
    }

    private mutating func noteReads(_ shape: TransferShape) {
        if load.isUniform {
            readsOfAll += shape.bursts &>> geometry.allChannelsShift
        } else {
            for place in 0..<load.laneCount {
                let lane = load.touchedLanes[place]
                parts.readsSinceTurn[lane &>> geometry.channelShift] += load.lanes[lane]
            }
        }
    }

    /// Lets the transfer's requests through the window, as Little's law has it: with the window full, one passes for each
    /// that comes back, so `window` of them in the time that a read is under way.
    ///
    /// Requests go out as evenly as data comes back, so a read is under way for the time from the middle of the one to the
    /// middle of the other. Of two windows and more, the first window goes out twice as fast, while the transfer before
    /// it still returns; half the time in which data comes back is `spread`.
    private mutating func passWindow(bursts: Int, request: Int, middle: Int, spread: Int) {
        let latency =
            bursts > 2 * window
            ? Self.scaled(
                Self.scaled(2 * spread, by: bursts - window, over: bursts) + middle - request - spread, by: window,
                over: bursts)
            : Self.scaled(middle - request, by: 2 * window, over: 2 * window + bursts - 1)
        readLatency += (latency - readLatency) * min(bursts, window) / window
        nextRequest = request + Self.scaled(readLatency + ticks.command, by: bursts, over: window)
    }

    @inline(__always)
    private static func scaled(_ time: Int, by factor: Int, over divisor: Int) -> Int {
        let (product, overflows) = time.multipliedReportingOverflow(by: factor)
        guard overflows else { return product / divisor }
        return divisor.dividingFullWidth(time.multipliedFullWidth(by: factor)).quotient
    }

    /// Time that a transfer larger than the window takes if nothing but the window holds it back.
    ///
    /// Every place in the window turns over once per round trip.
    @inline(__always)
    private func windowTime(_ shape: TransferShape, served: Int) -> Int {
        let rest = shape.bursts - window
        guard rest > 0 else { return 0 }
        let trip = roundTrip
        let opening = ticks.conflict - ticks.hit
        // A row being opened holds up all requests of the window that want it.
        let lanesMet = load.isUniform ? geometry.lanes : load.laneCount
        let held = max(1, window / (geometry.groups * lanesMet))
        let changes = Self.scaled(opened * opening, by: held, over: window)
        // A window that takes long to serve anyway lets rows be opened ahead.
        let ahead = Self.scaled(served, by: window, over: shape.bursts) - trip
        let exposed = max(0, min(opening, opening - ahead))
        let trips = Self.scaled(shape.bursts, by: trip, over: window)
        return (trips + Self.scaled(changes, by: exposed, over: opening)) / shape.bursts * rest
    }

    /// The latency of a row that is open, the wait for earlier bursts of the same run on the lane, and a clock to ask again.
    static func roundTrip(_ geometry: MemoryGeometry, _ ticks: MemoryTicks, window: Int) -> Int {
        let run = geometry.groups << (geometry.slotShift - geometry.burst.trailingZeroBitCount)
        let wait = (run - 1) * ticks.burst / 2 * (window - 1) / (window - 1 + 2 * run)
        return ticks.controller + ticks.sync + ticks.hit + ticks.burst + ticks.command + wait
    }

    /// The time that two limits give together: the larger, and somewhat more where they are close, since either waits
    /// now and then for the other.
    private static func combined(_ first: Int, _ second: Int) -> Int {
        let (small, large) = (min(first, second), max(first, second))
        guard large > 0, small > large >> 3 else { return large }
        let ratio =
            small < 1 << 46
            ? (small << 16) / large
            : Int((large.dividingFullWidth((small >> 48, UInt(bitPattern: small << 16))).quotient))
        let cubed = (((ratio * ratio) >> 16) * ratio) >> 16
        return large + Int((small.multipliedFullWidth(by: cubed).low) >> 18)
    }
}
