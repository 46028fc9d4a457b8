import Quantities

extension BankedMemory {
    /// Turns channels from reading to writing and back once enough writes wait.
    ///
    /// Writes collect in a queue; at its high mark the channel leaves its reads, writes down to the low mark or as long as
    /// more come, and turns back.
    ///
    /// - Parameter start: when the transfer starts if it comes to all lanes alike; else each channel has its own time.
    mutating func turn(_ shape: TransferShape, start: Int) {
        var count = 0
        if load.isUniform {
            let share = shape.bursts &>> geometry.allChannelsShift
            for channel in parts.waitingWrites.indices {
                parts.waitingWrites[channel] += share
                if mustTurn(channel) { count += 1 }
            }
        } else {
            for place in 0..<load.laneCount {
                let lane = load.touchedLanes[place]
                parts.waitingWrites[lane &>> geometry.channelShift] += load.lanes[lane]
            }
            for place in 0..<load.laneCount where mustTurn(load.touchedLanes[place] &>> geometry.channelShift) {
                count += 1
            }
        }
        guard count > 0 else { return }
        let cost = turnCost(shape)
        statistics.activations += count * cost.opened
        if count == geometry.channels, channelsAreAlike {
            hold(channel: 0, for: cost.busy, from: load.isUniform ? start : parts.visible[0])
        } else {
            tellChannelsApart()
            for channel in parts.isTurning.indices where parts.isTurning[channel] {
                hold(channel: channel, for: cost.busy, from: load.isUniform ? start : parts.visible[channel])
            }
        }
        for channel in parts.isTurning.indices { parts.isTurning[channel] = false }
    }

    /// Whether a channel turns now; if so, it is marked, and what waits is written.
    private mutating func mustTurn(_ channel: Int) -> Bool {
        guard parts.waitingWrites[channel] >= writeHigh else { return false }
        let reads = parts.readsSinceTurn[channel] + readsOfAll
        parts.waitingWrites[channel] = writeLow - joiningWrites(reads: reads)
        guard reads > 0 else { return false }
        parts.readsSinceTurn[channel] = -readsOfAll
        parts.isTurning[channel] = true
        return true
    }

    /// Keeps a channel's lanes from moving data.
    private mutating func hold(channel: Int, for time: Int, from start: Int) {
        for lane in lanes(of: channel) {
            parts.lanes[lane].hold(for: time, from: start)
            finish = max(finish, parts.lanes[lane].bus)
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

    /// Reads between two turns from which on no write joins the others: more of them are all alike.
    var readsWithoutJoiningWrites: Int {
        let batch = writeHigh - writeLow
        let others = geometry.channels - 1
        let joining = 4 * batch * others * others
        return max(1, joining * (batch + 1) / (5 * geometry.channels * geometry.channels) - batch + 1)
    }

    /// Bus time of a turn there and back, longer where the write finds rows of the reads under way in its bank, and where
    /// they find its own after it. Reads in other banks go first meanwhile, as many as the queue holds.
    ///
    /// Reads under way are taken to lie anywhere in the last window of those asked for.
    @inline(__always)
    private func turnCost(_ shape: TransferShape) -> TurnCost {
        let underWay = min(window * geometry.burst, geometry.banks << geometry.regionShift)
        let from = max(readRunStart, readRunEnd - underWay)
        let length = readRunEnd - from
        guard length > 0 else { return TurnCost(busy: ticks.turn, opened: 0) }
        var (before, after) = (0, 0)
        var address = from
        while address < readRunEnd {
            let next = min(readRunEnd, ((address >> geometry.regionShift) + 1) << geometry.regionShift)
            let (bank, row) = (geometry.bank(address), geometry.row(address))
            if firstBank == bank, firstRow != row { before += next - address }
            if (0..<visitCount).contains(where: { parts.visits[$0].bank == bank && parts.visits[$0].row != row }) {
                after += next - address
            }
            address = next
        }
        let hidden = sight * ticks.burst * (length - after) / length
        let recovery = after > 0 ? max(0, ticks.turnConflictAfter - hidden) : 0
        return TurnCost(
            busy: ticks.turn + ticks.turnConflictBefore * before / length + recovery,
            opened: geometry.groups * geometry.lanesPerChannel * (before + after) * 4096 / length)
    }
}

/// What one turn of a channel to writing and back costs.
private struct TurnCost {
    /// Time in which the buses idle.
    var busy: Int
    /// Rows that are opened again, in parts of 1/4096.
    var opened: Int
}
