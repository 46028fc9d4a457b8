import Quantities

extension BankedMemory {
    /// Serves one transfer after all earlier ones; see `MemorySystem.serve`.
    mutating func serve(_ transfer: MemoryTransfer, arriving: Cycles) -> ServiceInterval {
        ownParts()
        let shape = TransferShape(transfer, burst: geometry.burst)
        load.fill(shape, geometry)
        findVisits(shape, isWrite: transfer.isWrite)
        let request = max(nextRequest, arriving.count << TickClock.shift)
        nextRequest = request
        let meeting = openRows(isWrite: transfer.isWrite).meeting(
            lane: load.firstLane, bank: visitedFirst.bank, row: visitedFirst.row)
        let lead = transfer.isWrite ? 0 : latency(meeting, request: request)
        finish = 0
        longestWork = 0
        opened = newRows == regions ? load.activations : load.activations * newRows / regions
        openedPerBurst = opened * 4096 / shape.bursts
        findColumnPace(shape, isWrite: transfer.isWrite)
        if load.isUniform {
            workEvenly(shape, start: request + lead, meeting: meeting, isWrite: transfer.isWrite)
        } else {
            openRows(isWrite: transfer.isWrite).meet(
                load, parts.visits, visitCount, first: visitedFirst, parts.meetings)
            if transferKeepsChannelsAlike(at: request) { channelsAreAlike = true } else { tellChannelsApart() }
            openChannels(request: request)
            workLanes(shape, lead: lead)
        }
        if transfer.isWrite { turn(shape, start: request + lead) }
        workUnits(shape, lead: lead, opens: meeting.opens)
        let end = transfer.isWrite ? finish : finishRead(shape, request: request, lead: lead)
        statistics.bursts += shape.bursts
        return interval(from: request + lead, to: end, bursts: shape.bursts)
    }

    @inline(__always)
    func openRows(isWrite: Bool) -> OpenRows { isWrite ? parts.openForWrites : parts.openForReads }

    /// Time from a read's request to its first data when nothing is in its way.
    @inline(__always)
    private func latency(_ meeting: OpenRows.Meeting, request: Int) -> Int {
        let idle = request >= readEnd ? ticks.sync : 0
        return ticks.controller + idle + (meeting == .hit ? ticks.hit : ticks.conflict)
    }

    /// When each channel's controller comes to see the transfer: once the requests before it fit its queue.
    private mutating func openChannels(request: Int) {
        guard !channelsAreAlike else {
            parts.visible[0] = queueOpens(channel: 0, from: request)
            return
        }
        for place in 0..<load.laneCount { parts.visible[load.touchedLanes[place] &>> geometry.channelShift] = -1 }
        for place in 0..<load.laneCount {
            let channel = load.touchedLanes[place] &>> geometry.channelShift
            if parts.visible[channel] < 0 { parts.visible[channel] = queueOpens(channel: channel, from: request) }
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
        for channel in 0..<(channelsAreAlike ? 1 : geometry.channels) {
            parts.command[channel] = max(parts.command[channel], start) + commands
        }
        for lane in 0..<(channelsAreAlike ? geometry.lanesPerChannel : geometry.lanes) {
            let channel = lane &>> geometry.channelShift
            let done = max(parts.lanes[lane].add(work, from: start), parts.command[channel] - last)
            parts.lanes[lane].finish(done, work, from: start)
            finish = max(finish, done)
        }
        if !channelsAreAlike, areChannelsAlike(since: nextRequest) { channelsAreAlike = true }
        let rows = openRows(isWrite: isWrite)
        if meeting == .interleaved(isOpen: false) { rows.noteTurnsOfAll() }
        rows.useEvenly(parts.visits, visitCount, bursts: bursts)
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
