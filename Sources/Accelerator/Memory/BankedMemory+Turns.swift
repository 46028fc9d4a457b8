import Quantities

extension BankedMemory {
    /// Turns channels from reading to writing and back once enough writes wait.
    ///
    /// Writes collect in a queue; at its high mark the channel leaves its reads, writes down to the low mark or as long as
    /// more come, and turns back.
    mutating func turn(_ shape: TransferShape) {
        let cost = turnCost(shape)
        for lane in load.touchedLanes {
            let channel = lane / geometry.lanesPerChannel
            waitingWrites[channel] += load.lanes[lane]
            guard waitingWrites[channel] >= writeHigh, lane == lastTouchedLane(of: channel) else { continue }
            let reads = readsSinceTurn[channel]
            waitingWrites[channel] = writeLow - joiningWrites(reads: reads)
            guard reads > 0 else { continue }
            readsSinceTurn[channel] = 0
            for other in 0..<geometry.lanesPerChannel {
                let neighbour = channel * geometry.lanesPerChannel + other
                bus[neighbour] = max(bus[neighbour], visible[channel]) + cost
                laneEnd[neighbour] = max(laneEnd[neighbour], bus[neighbour])
                finish = max(finish, bus[neighbour])
            }
        }
    }

    /// Writes that arrive while the channel writes, and are written with the rest.
    ///
    /// Meanwhile the other channels return reads, and let the DMA engine go on: the more channels, the more of the mean
    /// rate of writes keeps coming. Four fifths stand for the part of the time in which the bus works.
    private func joiningWrites(reads: Int) -> Int {
        let batch = writeHigh - writeLow
        let others = geometry.channels - 1
        let joining = 4 * batch * others * others
        let all = 5 * (batch + reads) * geometry.channels * geometry.channels
        return batch * joining / max(1, all - joining)
    }

    /// Bus time of a turn there and back, longer where the write or the read after it finds another row in its bank.
    ///
    /// The reads being served trail the addresses asked for by a window at most, by half of it on average.
    private func turnCost(_ shape: TransferShape) -> Int {
        let trail = window * geometry.burst / 2
        let reading = max(readRunStart, readRunEnd - trail)
        let (bank, row) = (geometry.bank(reading), geometry.row(reading))
        var cost = ticks.turn
        if firstBank == bank, firstRow != row { cost += ticks.turnConflictBefore }
        if visits.contains(where: { $0.bank == bank && $0.row != row }) { cost += ticks.turnConflictAfter }
        return cost
    }

    private func lastTouchedLane(of channel: Int) -> Int? {
        load.touchedLanes.last { $0 / geometry.lanesPerChannel == channel }
    }
}
