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
        openChannels(request: request)
        for lane in load.touchedLanes { work(lane: lane, shape, lead: lead, isWrite: transfer.isWrite) }
        if transfer.isWrite { turn(shape) }
        for unit in load.touchedUnits { work(unit: unit, shape, lead: lead, opens: meeting.opens) }
        for lane in load.touchedLanes { isOpened[lane / geometry.lanesPerChannel] = false }
        let end = transfer.isWrite ? finish : finishRead(shape, request: request, lead: lead)
        statistics.bursts += shape.bursts
        return interval(from: request + lead, to: end, bursts: shape.bursts)
    }

    private func firstMeeting(_ shape: TransferShape, isWrite: Bool) -> OpenRows.Meeting {
        let rows = isWrite ? openForWrites : openForReads
        return rows.meeting(
            lane: load.touchedLanes[0], bank: geometry.bank(shape.address), row: geometry.row(shape.address))
    }

    /// Time from a read's request to its first data when nothing is in its way.
    private func latency(_ meeting: OpenRows.Meeting, request: Int) -> Int {
        let idle = request >= readEnd ? ticks.sync : 0
        return ticks.controller + idle + (meeting == .hit ? ticks.hit : ticks.conflict)
    }

    /// When each channel's controller comes to see the transfer: once the requests before it fit its queue.
    ///
    /// A transfer that is spread evenly waits for its lanes anyway.
    private mutating func openChannels(request: Int) {
        finish = 0
        longestWork = 0
        for lane in load.touchedLanes {
            let channel = lane / geometry.lanesPerChannel
            guard !isOpened[channel] else { continue }
            isOpened[channel] = true
            visible[channel] = load.isUniform ? request : queueOpens(channel: channel, from: request)
        }
    }

    /// Adds the lane's part of the transfer to the lane's clocks.
    private mutating func work(lane: Int, _ shape: TransferShape, lead: Int, isWrite: Bool) {
        let channel = lane / geometry.lanesPerChannel
        let bursts = load.lanes[lane]
        let start = visible[channel] + lead
        var opened = (load.activations * newRows / regions) * 4096 / shape.bursts * bursts
        var busy = bursts * ticks.burst
        var cycling =
            load.isUniform && shape.rows > 1 ? rowCycles(rows: load.activations / geometry.units) : 0
        switch meet(lane: lane, shape, bursts: bursts, isWrite: isWrite) {
        case .hit:
            break
        case .interleaved:
            // Batches as long as the queue's share of a bank; a twentieth of the bus is lost in changing between them.
            busy += busy / Self.interleavingLoss
            opened = bursts * geometry.groups * 4096 / openForReads.sight
            cycling = bursts * ticks.rowCycle / openForReads.sight
        case .conflict(let idle):
            busy += bubble(bursts: bursts, idle: idle)
        }
        statistics.activations += opened
        let opening = (opened * ticks.activate) >> 12
        let commands = (opened * ticks.rowCommand) >> 12 + bursts * ticks.columnCommand
        rowCycling[lane] = max(rowCycling[lane], start) + cycling
        bus[lane] = max(bus[lane], start) + busy
        activation[lane] = max(activation[lane], start) + opening
        command[channel] = max(command[channel], start) + commands
        // The last activation or command is done when its data begins, not when the next one could follow.
        let end = max(
            bus[lane], activation[lane] - min(opening, ticks.activate), command[channel] - min(commands, ticks.rowCommand),
            rowCycling[lane])
        let took = max(0, end - max(laneEnd[lane], start)) / bursts
        let sight = openForReads.sight
        lanePace[lane] += (max(ticks.burst, took) - lanePace[lane]) * min(bursts, sight) / sight
        laneEnd[lane] = max(laneEnd[lane], end)
        finish = max(finish, end)
        longestWork = max(longestWork, busy, opening, cycling)
    }

    /// One part in so many of the bus goes idle while two streams take turns in the same banks. Fitted; see
    /// Docs/Validation-memory.md.
    static let interleavingLoss = 20

    /// Looks up what the transfer meets on a lane, and leaves its rows open there.
    private mutating func meet(lane: Int, _ shape: TransferShape, bursts: Int, isWrite: Bool) -> OpenRows.Meeting {
        let (bank, row) = (firstBank, firstRow)
        guard isWrite else {
            let meeting = openForReads.meeting(lane: lane, bank: bank, row: row)
            for visit in visits {
                openForReads.use(lane: lane, bank: visit.bank, row: visit.row, after: (bursts * visit.done) >> 12)
            }
            openForReads.advance(lane: lane, by: bursts)
            return meeting
        }
        let meeting = openForWrites.meeting(lane: lane, bank: bank, row: row)
        for visit in visits {
            openForWrites.use(lane: lane, bank: visit.bank, row: visit.row, after: (bursts * visit.done) >> 12)
        }
        openForWrites.advance(lane: lane, by: bursts)
        return meeting
    }

    /// Bus time lost because the transfer's banks must change rows and the queue shows nothing else to do meanwhile.
    ///
    /// A transfer of half a queue or less leaves the queue room for others; one that fills it has only itself.
    private func bubble(bursts: Int, idle: Int) -> Int {
        let sight = openForReads.sight
        let alone = min(sight, max(0, 2 * bursts - sight))
        return max(0, ticks.rowBubble - min(idle, sight) * ticks.burst) * alone / sight
    }

    /// Time that a unit's busiest bank needs for so many rows of a strided transfer to follow each other.
    private func rowCycles(rows: Int) -> Int {
        rows * newRows / regions * ticks.rowCycle * load.rowsInBusiestBank / load.rowsSeen
    }

    /// Adds a unit's part to the clocks of its column path and its banks.
    private mutating func work(unit: Int, _ shape: TransferShape, lead: Int, opens: Bool) {
        let channel = unit / (geometry.groups * geometry.lanesPerChannel)
        let start = visible[channel] + lead
        let busy = load.units[unit] * ticks.columnInGroup / stacksMet(shape)
        column[unit] = max(column[unit], start) + busy
        // The last column command's data takes a burst.
        finish = max(finish, column[unit] - ticks.columnInGroup + ticks.burst)
        longestWork = max(longestWork, busy)
        if shape.rows > 1 {
            let clock = unit * geometry.banks
            bank[clock] = max(bank[clock], start) + rowCycles(rows: load.activations * load.units[unit] / shape.bursts)
            finish = max(finish, bank[clock])
        } else if opens {
            let clock = unit * geometry.banks + firstBank
            let begin = max(bank[clock], start)
            bank[clock] = begin + max(ticks.rowCycle, busy)
            finish = max(finish, begin + busy - ticks.columnInGroup + ticks.burst)
        }
    }

    /// Stack identifiers whose bank groups work side by side: those that the queue can see at once of a strided transfer.
    private func stacksMet(_ shape: TransferShape) -> Int {
        guard geometry.stacks > 1, shape.rows > 1 else { return 1 }
        let channels = max(1, load.touchedLanes.count / geometry.lanesPerChannel)
        let perStack = shape.bursts / regions / channels * geometry.banks / geometry.stacks
        return perStack < 2 * readQueue && regions > geometry.banks / geometry.stacks ? geometry.stacks : 1
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
