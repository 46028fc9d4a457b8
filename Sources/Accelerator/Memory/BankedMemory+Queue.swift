import Quantities

extension BankedMemory {
    /// The first time from `request` on at which a channel has room in its queue for another read.
    ///
    /// Requests wait where their lane or bank group is the narrow one, and leave the queue to others as they are served,
    /// in whatever order. How many wait falls ever more slowly with time, so Newton's steps come up to the answer from
    /// below.
    @inline(__always)
    func queueOpens(channel: Int, from request: Int) -> Int {
        // No lane and no column path has work left by then.
        if request + ticks.readLatency >= max(lastEnd, lastUnitEnd) { return request }
        var time = request
        for _ in 0..<4 {
            let waiting = waiting(channel: channel, at: time)
            guard waiting > readQueue << 10 else { break }
            let perTick = served(channel: channel, at: time)
            guard perTick > 0 else { break }
            time += ((waiting - readQueue << 10) << 20) / perTick
        }
        return time
    }

    /// Bursts that wait in a channel at a time, in parts of 1/1024.
    @inline(__always)
    private func waiting(channel: Int, at time: Int) -> Int {
        let now = time + ticks.readLatency
        var bursts = 0
        for lane in lanes(of: channel) {
            bursts += max(waiting(onLane: lane, at: now), waiting(inGroupsOf: lane, at: now).bursts)
        }
        return bursts
    }

    /// How many of the waiting bursts are served in a tick, in parts of 2^-30.
    private func served(channel: Int, at time: Int) -> Int {
        let now = time + ticks.readLatency
        var perTick = 0
        for lane in lanes(of: channel) {
            let onLane = waiting(onLane: lane, at: now)
            let inGroups = waiting(inGroupsOf: lane, at: now)
            if inGroups.bursts > onLane {
                perTick += inGroups.groups << 30 / ticks.columnInGroup
            } else if onLane > 0 {
                perTick += sight << 30 / parts.lanes[lane].queuePace
            }
        }
        return perTick
    }

    @inline(__always)
    func lanes(of channel: Int) -> Range<Int> {
        channel &<< geometry.channelShift..<(channel + 1) &<< geometry.channelShift
    }

    /// Bursts for which a lane's bus is the narrow place.
    @inline(__always)
    private func waiting(onLane lane: Int, at now: Int) -> Int {
        let end = parts.lanes[lane].end
        return end > now ? (end - now) << 10 / parts.lanes[lane].queuePace * sight : 0
    }

    /// Bursts that wait for the column paths of a lane's groups beyond its own end, and for how many of them.
    @inline(__always)
    private func waiting(inGroupsOf lane: Int, at now: Int) -> (bursts: Int, groups: Int) {
        let end = max(now, parts.lanes[lane].end)
        var (bursts, groups) = (0, 0)
        for unit in lane &<< geometry.laneShift..<(lane + 1) &<< geometry.laneShift where parts.column[unit] > end {
            bursts += (parts.column[unit] - now) << 10 / ticks.columnInGroup
            groups += 1
        }
        return (bursts, groups)
    }
}
