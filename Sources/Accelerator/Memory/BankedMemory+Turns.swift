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
            waitingWrites[channel] = writeLow
            guard hasRead[channel] else { continue }
            hasRead[channel] = false
            for other in 0..<geometry.lanesPerChannel {
                let neighbour = channel * geometry.lanesPerChannel + other
                bus[neighbour] = max(bus[neighbour], visible[channel]) + cost
                finish[channel] = max(finish[channel], bus[neighbour])
            }
        }
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
