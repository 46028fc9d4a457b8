import Quantities

extension BankedMemory {
    /// Turns channels from reading to writing and back once enough writes wait.
    ///
    /// Writes collect in a queue; at its high mark the channel leaves its reads, writes down to the low mark or as long as
    /// more come, and turns back.
    mutating func turn(_ shape: TransferShape) {
        var cost: Int?
        if load.isUniform {
            let share = shape.bursts / geometry.channels
            for channel in waitingWrites.indices { waitingWrites[channel] += share }
            for channel in waitingWrites.indices { turn(shape, channel: channel, cost: &cost) }
        } else {
            for lane in load.touchedLanes { waitingWrites[lane >> geometry.channelShift] += load.lanes[lane] }
            for lane in load.touchedLanes { turn(shape, channel: lane >> geometry.channelShift, cost: &cost) }
        }
    }

    private mutating func turn(_ shape: TransferShape, channel: Int, cost: inout Int?) {
        guard waitingWrites[channel] >= writeHigh else { return }
        let reads = readsSinceTurn[channel]
        waitingWrites[channel] = writeLow - joiningWrites(reads: reads)
        guard reads > 0 else { return }
        readsSinceTurn[channel] = 0
        let busy = cost ?? turnCost(shape)
        cost = busy
        for lane in channel << geometry.channelShift..<(channel + 1) << geometry.channelShift {
            lanes[lane].hold(for: busy, from: visible[channel])
            finish = max(finish, lanes[lane].bus)
        }
    }

    /// Writes that arrive while the channel writes, and are written with the rest.
    ///
    /// Meanwhile the other channels return reads, and let the DMA engine go on: the more channels, the more of the mean
    /// rate of writes keeps coming. Four fifths stand for the part of the time in which the bus works.
    @inline(__always)
    private func joiningWrites(reads: Int) -> Int {
        let batch = writeHigh - writeLow
        let others = geometry.channels - 1
        let joining = 4 * batch * others * others
        let all = 5 * (batch + reads) * geometry.channels * geometry.channels
        return batch * joining / max(1, all - joining)
    }

    /// Bus time of a turn there and back, longer by as much of the reads under way as the write, or they after it, find in
    /// the same bank with another row.
    ///
    /// Reads under way are taken to lie anywhere in the last window of those asked for.
    @inline(__always)
    private func turnCost(_ shape: TransferShape) -> Int {
        let underWay = min(window * geometry.burst, geometry.banks << geometry.regionShift)
        let from = max(readRunStart, readRunEnd - underWay)
        let length = readRunEnd - from
        guard length > 0 else { return ticks.turn }
        var (before, after) = (0, 0)
        var address = from
        while address < readRunEnd {
            let next = min(readRunEnd, ((address >> geometry.regionShift) + 1) << geometry.regionShift)
            let (bank, row) = (geometry.bank(address), geometry.row(address))
            if firstBank == bank, firstRow != row { before += next - address }
            if visits.contains(where: { $0.bank == bank && $0.row != row }) { after += next - address }
            address = next
        }
        return ticks.turn + (ticks.turnConflictBefore * before + ticks.turnConflictAfter * after) / length
    }
}
