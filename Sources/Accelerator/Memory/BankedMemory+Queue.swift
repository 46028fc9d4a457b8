import Quantities

extension BankedMemory {
    /// The first time from `request` on at which a channel has room in its queue for another read.
    ///
    /// Requests wait where their lane or bank group is the narrow one, and leave the queue to others as they are served,
    /// in whatever order. How many wait falls ever more slowly with time, so Newton's steps come up to the answer from
    /// below.
    @inline(__always)
    func queueOpens(channel: Int, from request: Int) -> Int {
        var time = request
        for _ in 0..<4 {
            let (waiting, perTick) = waiting(channel: channel, at: time)
            guard waiting > readQueue << 10, perTick > 0 else { break }
            time += ((waiting - readQueue << 10) << 20) / perTick
        }
        return time
    }

    /// Bursts that wait in a channel at a time, in parts of 1/1024, and how many of them are served in a tick, in parts
    /// of 2^-30.
    @inline(__always)
    private func waiting(channel: Int, at time: Int) -> (bursts: Int, perTick: Int) {
        var (bursts, perTick) = (0, 0)
        let now = time + ticks.readLatency
        for lane in channel * geometry.lanesPerChannel..<(channel + 1) * geometry.lanesPerChannel {
            let onLane = max(0, lanes[lane].end - now) << 10 / lanes[lane].queuePace * sight
            var (inGroups, groups) = (0, 0)
            for unit in lane * geometry.groups..<(lane + 1) * geometry.groups
            where column[unit] > max(now, lanes[lane].end) {
                inGroups += (column[unit] - now) << 10 / ticks.columnInGroup
                groups += 1
            }
            bursts += max(onLane, inGroups)
            if inGroups > onLane {
                perTick += groups << 30 / ticks.columnInGroup
            } else if onLane > 0 {
                perTick += sight << 30 / lanes[lane].queuePace
            }
        }
        return (bursts, perTick)
    }
}
