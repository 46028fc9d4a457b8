import Quantities

extension BankedMemory {
    /// The work of the lane before: most lanes get the same.
    struct KnownWork {
        var meeting: OpenRows.Meeting
        var work: LaneWork
    }

    /// Adds the lane's part of the transfer to the lane's clocks.
    mutating func work(
        lane: Int, _ shape: TransferShape, lead: Int, isWrite: Bool, _ known: inout KnownWork?
    ) {
        let channel = lane &>> geometry.channelShift
        let start = visible[channel] + lead
        let meeting = meet(lane: lane, isWrite: isWrite)
        let bursts = load.lanes[lane]
        let work: LaneWork
        if let known, known.work.bursts == bursts, known.meeting == meeting {
            work = known.work
        } else {
            work = laneWork(bursts: bursts, shape, meeting)
            known = KnownWork(meeting: meeting, work: work)
        }
        let commands = commandTime(work)
        command[channel] = max(command[channel], start) + commands
        let done = max(
            lanes[lane].add(work, from: start), command[channel] - min(commands, ticks.rowCommand))
        lanes[lane].finish(done, work, from: start)
        statistics.activations += work.opened
        finish = max(finish, done)
        longestWork = max(longestWork, work.busy, work.opening, work.cycling)
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

    /// Looks up what the transfer meets on a lane, and leaves its rows open there.
    private mutating func meet(lane: Int, isWrite: Bool) -> OpenRows.Meeting {
        let (bank, row, bursts) = (firstBank, firstRow, load.lanes[lane])
        if isWrite {
            let meeting = openForWrites.meeting(lane: lane, bank: bank, row: row)
            if meeting == .interleaved(isOpen: false) { openForWrites.noteTurns(lane: lane) }
            openForWrites.use(visits, visitCount, lane: lane, bursts: bursts)
            return meeting
        }
        let meeting = openForReads.meeting(lane: lane, bank: bank, row: row)
        if meeting == .interleaved(isOpen: false) { openForReads.noteTurns(lane: lane) }
        openForReads.use(visits, visitCount, lane: lane, bursts: bursts)
        return meeting
    }

    /// Bus time lost because the transfer's banks must change rows and the queue shows nothing else to do meanwhile.
    ///
    /// A transfer of half a queue or less leaves the queue room for others, and so does one that soon goes on in other
    /// banks; one that fills the queue from one bank has only itself.
    @inline(__always)
    private func bubble(bursts: Int, idle: Int) -> Int {
        let alone = min(sight, max(0, 2 * bursts / regions - sight))
        return max(0, ticks.rowBubble - min(idle, sight) * ticks.burst) * alone / sight
    }
}
