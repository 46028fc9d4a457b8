import Quantities

extension BankedMemory {
    /// Serves one transfer after all earlier ones; see `MemorySystem.serve`.
    mutating func serve(_ transfer: MemoryTransfer, arriving: Cycles) -> ServiceInterval {
        let shape = TransferShape(transfer, burst: geometry.burst)
        load.fill(shape, geometry)
        findVisits(shape, isWrite: transfer.isWrite)
        let request = max(nextRequest, arriving.count << TickClock.shift)
        nextRequest = request
        let meeting = firstMeeting(shape, isWrite: transfer.isWrite)
        let lead = transfer.isWrite ? 0 : latency(meeting, request: request)
        finish = 0
        longestWork = 0
        opened = newRows == regions ? load.activations : load.activations * newRows / regions
        openedPerBurst = opened * 4096 / shape.bursts
        findColumnPace(shape, isWrite: transfer.isWrite)
        if load.isUniform {
            workEvenly(shape, start: request + lead, meeting: meeting, isWrite: transfer.isWrite)
        } else {
            tellLanesApart()
            openChannels(request: request)
            var known: KnownWork?
            for place in load.touchedLanes.indices {
                work(lane: load.touchedLanes[place], shape, lead: lead, isWrite: transfer.isWrite, &known)
            }
        }
        if transfer.isWrite { turn(shape, start: request + lead) }
        for place in load.touchedUnits.indices {
            work(unit: load.touchedUnits[place], shape, lead: lead, opens: meeting.opens)
        }
        let end = transfer.isWrite ? finish : finishRead(shape, request: request, lead: lead)
        statistics.bursts += shape.bursts
        return interval(from: request + lead, to: end, bursts: shape.bursts)
    }

    @inline(__always)
    private mutating func firstMeeting(_ shape: TransferShape, isWrite: Bool) -> OpenRows.Meeting {
        let lane = load.firstLane
        return isWrite
            ? openForWrites.meeting(lane: lane, bank: firstBank, row: firstRow)
            : openForReads.meeting(lane: lane, bank: firstBank, row: firstRow)
    }

    /// Time from a read's request to its first data when nothing is in its way.
    @inline(__always)
    private func latency(_ meeting: OpenRows.Meeting, request: Int) -> Int {
        let idle = request >= readEnd ? ticks.sync : 0
        return ticks.controller + idle + (meeting == .hit ? ticks.hit : ticks.conflict)
    }

    /// When each channel's controller comes to see the transfer: once the requests before it fit its queue.
    private mutating func openChannels(request: Int) {
        for lane in load.touchedLanes { visible[lane &>> geometry.channelShift] = -1 }
        for lane in load.touchedLanes {
            let channel = lane &>> geometry.channelShift
            if visible[channel] < 0 { visible[channel] = queueOpens(channel: channel, from: request) }
        }
    }

    /// Adds the same part of the transfer to all lanes. Where it comes from does not matter to lanes that all get some of
    /// it, so it is in sight at once.
    private mutating func workEvenly(_ shape: TransferShape, start: Int, meeting: OpenRows.Meeting, isWrite: Bool) {
        let bursts = shape.bursts &>> geometry.allLanesShift
        var work = laneWork(bursts: bursts, shape, meeting)
        work.busy = (work.busy - bursts * ticks.burst) + evenTime(shape)
        let commands = geometry.lanesPerChannel * commandTime(work)
        let last = min(commands, ticks.rowCommand)
        statistics.activations += work.opened * geometry.lanes
        longestWork = max(work.busy, work.opening, work.cycling)
        finish = lanesAreAlike ? workAlike(work, commands, last, start) : workEach(work, commands, last, start)
        if isWrite {
            if meeting == .interleaved(isOpen: false) { openForWrites.noteTurnsOfAll() }
            openForWrites.useEvenly(visits, visitCount, bursts: bursts)
        } else {
            if meeting == .interleaved(isOpen: false) { openForReads.noteTurnsOfAll() }
            openForReads.useEvenly(visits, visitCount, bursts: bursts)
        }
    }

    /// Bus time of a lane's part. Rows that start little further along the stripe than those before them keep the same
    /// lanes busy for a while: of all lanes, only those work that the rows of one window cover.
    @inline(__always)
    private func evenTime(_ shape: TransferShape) -> Int {
        let time = (shape.bursts * ticks.burst) &>> geometry.allLanesShift
        guard shape.rows > 1 else { return time }
        let stripe = 1 &<< geometry.stripeShift
        let apart = shape.pitch & (stripe - 1)
        let underWay = max(1, window * shape.rows / shape.bursts)
        let covered = shape.rowBytes + (underWay - 1) * min(apart, stripe - apart)
        return covered < stripe ? time / covered * stripe : time
    }

    /// All lanes stand alike, and so do all channels. Returns when they are done.
    @inline(__always)
    private mutating func workAlike(_ work: LaneWork, _ commands: Int, _ last: Int, _ start: Int) -> Int {
        commandOfAll = max(commandOfAll, start) + commands
        let done = max(laneOfAll.add(work, from: start), commandOfAll - last)
        laneOfAll.finish(done, work, from: start)
        return done
    }

    /// The same for lanes that differ, until they no longer do.
    private mutating func workEach(_ work: LaneWork, _ commands: Int, _ last: Int, _ start: Int) -> Int {
        let shift = geometry.channelShift
        let (latest, areAlike) = command.withUnsafeMutableBufferPointer { command in
            lanes.withUnsafeMutableBufferPointer { lanes in
                var (latest, areAlike) = (0, true)
                for channel in command.indices {
                    command[channel] = max(command[channel], start) + commands
                    areAlike = areAlike && command[channel] == command[0]
                }
                for lane in lanes.indices {
                    let done = max(lanes[lane].add(work, from: start), command[lane &>> shift] - last)
                    lanes[lane].finish(done, work, from: start)
                    latest = max(latest, done)
                    areAlike = areAlike && lanes[lane] == lanes[0]
                }
                return (latest, areAlike)
            }
        }
        if areAlike { takeLanesAsAlike() }
        return latest
    }

    var areLanesAlike: Bool {
        lanes.allSatisfy { $0 == lanes[0] } && command.allSatisfy { $0 == command[0] }
    }

    mutating func takeLanesAsAlike() {
        lanesAreAlike = true
        (laneOfAll, commandOfAll) = (lanes[0], command[0])
    }

    /// Gives every lane and channel clocks of its own, before they come to differ.
    @inline(__always)
    mutating func tellLanesApart() {
        guard lanesAreAlike else { return }
        lanesAreAlike = false
        for lane in lanes.indices { lanes[lane] = laneOfAll }
        for channel in command.indices { command[channel] = commandOfAll }
    }

    /// Time that a unit's busiest bank needs for so many rows of a strided transfer to follow each other.
    @inline(__always)
    func rowCycles(rows: Int) -> Int {
        rows * ticks.rowCycle * load.rowsInBusiestBank / load.rowsSeen
    }

    /// Adds a unit's part to the clocks of its column path and its banks.
    private mutating func work(unit: Int, _ shape: TransferShape, lead: Int, opens: Bool) {
        let channel = unit &>> (geometry.laneShift + geometry.channelShift)
        let start = visible[channel] + lead
        let busy = load.units[unit] * columnPace
        column[unit] = max(column[unit], start) + busy
        // The last column command's data takes a burst.
        finish = max(finish, column[unit] - ticks.columnInGroup + ticks.burst)
        longestWork = max(longestWork, busy)
        if shape.rows > 1 {
            let clock = unit * geometry.banks
            bank[clock] = max(bank[clock], start) + rowCycles(rows: (openedPerBurst * load.units[unit]) >> 12)
            finish = max(finish, bank[clock])
        } else if opens {
            let clock = unit * geometry.banks + firstBank
            let begin = max(bank[clock], start)
            bank[clock] = begin + max(ticks.rowCycle, busy)
            finish = max(finish, begin + busy - ticks.columnInGroup + ticks.burst)
        }
    }

    /// How fast a unit's bursts follow each other: at tCCD_L, or faster where the queue sees rows of several stack
    /// identifiers, each with bank groups of its own. Then the bus waits for every change between them.
    @inline(__always)
    private mutating func findColumnPace(_ shape: TransferShape, isWrite: Bool) {
        (columnPace, stackWait) = (ticks.columnInGroup, 0)
        guard meetsStacks(shape) else { return }
        let groups = load.touchedUnits.count / load.touchedLanes.count
        let change = isWrite ? 0 : ticks.stackSwitch
        let round = geometry.stacks * (groups * ticks.burst + change)
        guard round < geometry.stacks * ticks.columnInGroup else { return }
        columnPace = max(round, ticks.columnInGroup) / geometry.stacks
        // Where the queue also holds bursts of another transfer, one of the same stack is often at hand.
        let lanesMet = load.touchedLanes.count
        let alone = shape.bursts - min(shape.bursts, readQueue * min(geometry.channels, lanesMet))
        stackWait = change * (alone * 1024 / shape.bursts) / (1024 * Self.stackTurns)
    }

    /// One burst in so many finds no other of the same stack that could go before. Fitted; see Docs/Validation-memory.md.
    static let stackTurns = 2

    /// Whether the queue can see rows of several stack identifiers at once of a strided transfer.
    @inline(__always)
    private func meetsStacks(_ shape: TransferShape) -> Bool {
        guard geometry.stacks > 1, shape.rows > 1, !load.isUniform else { return false }
        let channels = min(geometry.channels, load.touchedLanes.count)
        let perStack = shape.bursts / regions / channels * geometry.banks / geometry.stacks
        return perStack < 2 * readQueue && regions > geometry.banks / geometry.stacks
    }

    private mutating func interval(from begin: Int, to end: Int, bursts: Int) -> ServiceInterval {
        let begin = max(begin, lastEnd)
        lastEnd = max(lastEnd, end)
        return ServiceInterval(
            begin: Cycles(Self.cyclesRoundedUp(min(begin, lastEnd))), end: Cycles(Self.cyclesRoundedUp(lastEnd)),
            movedBytes: Bytes(bursts * geometry.burst))
    }

    private static func cyclesRoundedUp(_ ticks: Int) -> Int {
        (ticks + (1 << TickClock.shift) - 1) >> TickClock.shift
    }
}

extension OpenRows.Meeting {
    /// Whether a row is opened for this transfer alone.
    var opens: Bool {
        if case .conflict = self { return true }
        return false
    }
}
