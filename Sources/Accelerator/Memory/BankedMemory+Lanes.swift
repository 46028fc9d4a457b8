import Quantities

extension BankedMemory {
    /// Adds the lanes' parts of the transfer to their clocks.
    mutating func workLanes(_ shape: TransferShape, lead: Int) {
        var known = LaneWork(bursts: 0, busy: 0, opened: 0, cycling: 0)
        var (commands, meeting) = (0, OpenRows.Meeting.hit)
        var (opened, latest) = (0, finish)
        for place in 0..<(channelsAreAlike ? geometry.lanesPerChannel : load.laneCount) {
            let lane = channelsAreAlike ? place : load.touchedLanes[place]
            let channel = lane &>> geometry.channelShift
            let start = parts.visible[channel] + lead
            // Most lanes get the same as the one before.
            if known.bursts != load.lanes[lane] || meeting != parts.meetings[lane] {
                meeting = parts.meetings[lane]
                known = laneWork(bursts: load.lanes[lane], shape, meeting)
                commands = commandTime(known)
                longestWork = max(longestWork, known.busy, known.opening, known.cycling)
            }
            let commandEnd = max(parts.command[channel], start) + commands
            parts.command[channel] = commandEnd
            let done = max(parts.lanes[lane].add(known, from: start), commandEnd - min(commands, ticks.rowCommand))
            parts.lanes[lane].finish(done, known, from: start)
            opened += known.opened
            latest = max(latest, done)
        }
        finish = latest
        statistics.activations += channelsAreAlike ? opened * geometry.channels : opened
    }

    @inline(__always)
    func commandTime(_ work: LaneWork) -> Int {
        (work.opened * ticks.rowCommand) >> 12 + work.bursts * ticks.columnCommand
    }

    /// What so many bursts of the transfer ask of a lane that meets them like this.
    @inline(__always)
    func laneWork(bursts: Int, _ shape: TransferShape, _ meeting: OpenRows.Meeting) -> LaneWork {
        let busy = bursts * (ticks.burst + stackWait)
        var work = LaneWork(bursts: bursts, busy: busy, opened: openedPerBurst * bursts, cycling: 0)
        if load.isUniform, shape.rows > 1 {
            work.cycling = rowCycles(rows: opened / geometry.units)
        }
        switch meeting {
        case .hit: break
        case .interleaved:
            // Batches as long as the queue's share of a bank; some of the bus is lost in changing between them.
            work.busy += work.busy / Self.interleavingLoss
            work.opened = bursts * geometry.groups * 4096 / sight
            work.cycling = bursts * ticks.rowCycle / sight
        case .conflict(let idle, let takesTurns):
            work.busy += bubble(bursts: bursts, idle: idle)
            if takesTurns { work.cycling = bursts * ticks.rowCycle / sight }
        }
        work.opening = (work.opened * ticks.activate) >> 12
        work.lastOpening = min(work.opening, ticks.activate)
        work.perQueue = min(1 << 16, (sight << 16) / bursts)
        work.weight = (bursts << 16) / sight
        work.leastPace = sight * ticks.burst
        return work
    }

    /// One part in so many of the bus goes idle while two streams take turns in the same banks. Fitted; see
    /// Docs/Validation-memory.md.
    static let interleavingLoss = 20

    /// Bus time lost because the transfer's banks must change rows and the queue shows nothing else to do meanwhile.
    ///
    /// A transfer of half a queue or less leaves the queue room for others, and so does one that soon goes on in other
    /// banks; one that fills the queue from one bank has only itself.
    @inline(__always)
    private func bubble(bursts: Int, idle: Int) -> Int {
        let alone = min(sight, max(0, 2 * bursts / regions - sight))
        return max(0, ticks.rowBubble - idle * ticks.burst) * alone / sight
    }
}
