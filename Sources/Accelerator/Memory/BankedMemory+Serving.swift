import Quantities

extension BankedMemory {
    /// Serves one transfer after all earlier ones; see `MemorySystem.serve`.
    mutating func serve(_ transfer: MemoryTransfer, arriving: Cycles) -> ServiceInterval {
        let shape = TransferShape(transfer, burst: geometry.burst)
        load.fill(shape, geometry)
        findVisits(shape)
        let request = requestTime(arriving)
        let meeting = firstMeeting(shape, isWrite: transfer.isWrite)
        newRows = countNewRows(isWrite: transfer.isWrite)
        let lead = transfer.isWrite ? 0 : latency(meeting, request: request)
        openChannels(request: request)
        for lane in load.touchedLanes { work(lane: lane, shape, lead: lead, isWrite: transfer.isWrite) }
        if transfer.isWrite { turn(shape) }
        for unit in load.touchedUnits { work(unit: unit, shape, lead: lead, opens: meeting.opens) }
        let done = closeChannels(lead: lead)
        let end = transfer.isWrite ? done : finishRead(shape, request: request, lead: lead, done: done)
        statistics.bursts += shape.bursts
        return interval(from: request + lead, to: end, bursts: shape.bursts)
    }

    /// When the DMA engine can ask: in order, and with no more reads outstanding than its window.
    private mutating func requestTime(_ arriving: Cycles) -> Int {
        let windowOpens = readEnd - readEarly - (window - 1) * readPace + ticks.command
        lastRequest = max(lastRequest, arriving.count << TickClock.shift, readEnd == 0 ? 0 : windowOpens)
        return lastRequest
    }

    private func firstMeeting(_ shape: TransferShape, isWrite: Bool) -> OpenRows.Meeting {
        let rows = isWrite ? openForWrites : openForReads
        return rows.meeting(
            lane: load.touchedLanes[0], bank: geometry.bank(shape.address), row: geometry.row(shape.address))
    }

    /// Visits whose row is not open yet, as the first lane has it.
    private func countNewRows(isWrite: Bool) -> Int {
        let rows = isWrite ? openForWrites : openForReads
        let lane = load.touchedLanes[0]
        return visits.reduce(0) { $0 + (rows.meeting(lane: lane, bank: $1.bank, row: $1.row) == .hit ? 0 : 1) }
    }

    /// Time from a read's request to its first data when nothing is in its way.
    private func latency(_ meeting: OpenRows.Meeting, request: Int) -> Int {
        let idle = request >= readEnd ? ticks.sync : 0
        return ticks.controller + idle + (meeting == .hit ? ticks.hit : ticks.conflict)
    }

    /// When each channel's controller comes to see the transfer: once the requests before it fit its queue.
    private mutating func openChannels(request: Int) {
        for lane in load.touchedLanes {
            let channel = lane / geometry.lanesPerChannel
            guard given[channel] == 0 else {
                given[channel] += load.lanes[lane]
                continue
            }
            given[channel] = load.lanes[lane]
            let queued = channelEnd[channel] - ticks.readLatency - readQueue * channelPace[channel]
            visible[channel] = max(request, queued)
            finish[channel] = 0
            ownWork[channel] = 0
        }
    }

    /// Adds the lane's part of the transfer to the lane's clocks.
    private mutating func work(lane: Int, _ shape: TransferShape, lead: Int, isWrite: Bool) {
        let channel = lane / geometry.lanesPerChannel
        let bursts = load.lanes[lane]
        let start = visible[channel] + lead
        var opened = load.activations * 4096 / shape.bursts * bursts * newRows / visits.count
        var busy = bursts * ticks.burst
        switch meet(lane: lane, shape, bursts: bursts, isWrite: isWrite) {
        case .hit:
            break
        case .interleaved:
            // Batches as long as the queue's share of a bank; a twentieth of the bus is lost in changing between them.
            busy += busy / Self.interleavingLoss
            opened = bursts * geometry.groups * 4096 / openForReads.sight
            rowCycling[lane] = max(rowCycling[lane], start) + bursts * ticks.rowCycle / openForReads.sight
        case .conflict(let idle):
            busy += bubble(bursts: bursts, idle: idle)
        }
        statistics.activations += opened
        bus[lane] = max(bus[lane], start) + busy
        activation[lane] = max(activation[lane], start) + (opened * ticks.activate) >> 12
        command[channel] =
            max(command[channel], start) + (opened * ticks.rowCommand) >> 12 + bursts * ticks.columnCommand
        finish[channel] = max(finish[channel], bus[lane], activation[lane], rowCycling[lane])
        ownWork[channel] = max(ownWork[channel], busy, (opened * ticks.activate) >> 12)
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
                openForReads.use(lane: lane, bank: visit.bank, row: visit.row, after: bursts * visit.done >> 12)
            }
            openForReads.advance(lane: lane, by: bursts)
            return meeting
        }
        let meeting = openForWrites.meeting(lane: lane, bank: bank, row: row)
        for visit in visits {
            openForWrites.use(lane: lane, bank: visit.bank, row: visit.row, after: bursts * visit.done >> 12)
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

    /// Adds a unit's part to the clocks of its column path and, where it opens rows, of its banks.
    private mutating func work(unit: Int, _ shape: TransferShape, lead: Int, opens: Bool) {
        let channel = unit / (geometry.groups * geometry.lanesPerChannel)
        let start = visible[channel] + lead
        let bursts = load.units[unit]
        let busy = bursts * ticks.columnInGroup
        column[unit] = max(column[unit], start) + busy
        finish[channel] = max(finish[channel], column[unit])
        ownWork[channel] = max(ownWork[channel], busy)
        guard opens else { return }
        let clock = unit * geometry.banks + firstBank
        let opened = max(1, load.activations * bursts / shape.bursts)
        let inBank = (opened + load.banksMet - 1) / load.banksMet
        let begin = max(bank[clock], start)
        bank[clock] = begin + max(inBank * ticks.rowCycle, busy / load.banksMet)
        finish[channel] = max(finish[channel], inBank == 1 ? begin + busy : bank[clock])
    }

    /// Notes how fast each channel went, and returns when the last one is done.
    private mutating func closeChannels(lead: Int) -> Int {
        var last = 0
        longestWork = 0
        for lane in load.touchedLanes {
            let channel = lane / geometry.lanesPerChannel
            let bursts = given[channel]
            guard bursts > 0 else { continue }
            given[channel] = 0
            let end = max(finish[channel], command[channel], channelEnd[channel])
            let took = max(0, end - max(channelEnd[channel], visible[channel] + lead))
            let work = bursts < readQueue ? took : max(took, ownWork[channel])
            channelPace[channel] += (work / bursts - channelPace[channel]) * min(bursts, readQueue) / readQueue
            longestWork = max(longestWork, ownWork[channel])
            channelEnd[channel] = end
            last = max(last, end)
        }
        return last
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
