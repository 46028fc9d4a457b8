import Architecture

/// A channel of the reference and its controller.
struct DRAMReferenceChannel {
    private enum Command { case open, close, move }
    private enum Slot { case column, row, any }
    private enum Queue { case owed, reads, writes }

    private let clocks: DRAMReferenceClocks
    private let readLimit: Int
    private let writeLimit: Int
    private let refresh: MemoryRefresh
    private let refreshInterval: Int
    private var lanes: [DRAMReferenceLane]
    private var reads: [DRAMReferenceRequest] = []
    private var writes: [DRAMReferenceRequest] = []
    /// Requests whose row was opened for them; they go first.
    private var owed: [DRAMReferenceRequest] = []
    private var isWriting = false
    private var refreshing: [Int] = []
    private var nextRefresh: Int
    private var rowBusFree = 0
    /// The clock by which the second half of a split activation is due.
    private var splitDue: Int?
    private var dueData: [Int] = []
    private var dueFirst = 0

    init(_ organization: MemoryOrganization, _ clocks: DRAMReferenceClocks, refresh: MemoryRefresh) {
        self.clocks = clocks
        self.refresh = refresh
        readLimit = organization.readQueue
        writeLimit = organization.writeQueue
        let groups = organization.bankGroups * organization.stackIdentifiers
        let banks = groups * organization.banksPerGroup
        refreshInterval = clocks.refreshInterval / (refresh == .perBank ? banks : 1)
        nextRefresh = refreshInterval
        let lane = DRAMReferenceLane(clocks, groups: groups, banks: banks)
        lanes = Array(repeating: lane, count: organization.pseudoChannels)
    }

    var isIdle: Bool { reads.isEmpty && writes.isEmpty && owed.isEmpty && dueFirst == dueData.count }

    /// Takes a request if its queue has room.
    mutating func accept(_ request: DRAMReferenceRequest) -> Bool {
        if request.isWrite {
            guard writes.count < writeLimit else { return false }
            writes.append(request)
        } else {
            guard reads.count < readLimit else { return false }
            reads.append(request)
        }
        return true
    }

    /// Goes through one clock; returns the reads whose data is complete.
    mutating func tick(_ clock: Int) -> Int {
        var complete = 0
        while dueFirst < dueData.count, dueData[dueFirst] <= clock {
            dueFirst += 1
            complete += 1
        }
        if refresh != .none, clock >= nextRefresh {
            nextRefresh += refreshInterval
            if refresh == .allBank {
                refreshing += lanes.indices
            } else {
                for lane in lanes.indices { lanes[lane].askForBankRefresh() }
            }
        }
        if clocks.sharesBus {
            tickSharedBus(clock)
        } else {
            _ = give(.column, at: clock)
            if clock >= rowBusFree, let command = give(.row, at: clock) {
                rowBusFree = clock + (command == .open ? clocks.openCommand : 1)
            }
        }
        return complete
    }

    private mutating func tickSharedBus(_ clock: Int) {
        if let due = splitDue, clock >= due {
            splitDue = nil
            return
        }
        let command = give(.any, at: clock)
        if command == nil { splitDue = nil }
        if command == .open, clocks.splitsOpen { splitDue = clock + 7 }
    }

    private mutating func give(_ slot: Slot, at clock: Int) -> Command? {
        if slot != .row, let index = pick(owed, .column, at: clock) { return give(index, of: .owed, at: clock) }
        if slot != .column, let lane = refreshing.first {
            let (isGiven, isDone) = lanes[lane].refresh(at: clock)
            if isDone { refreshing.removeFirst() }
            if isGiven { return .close }
        }
        guard refreshing.isEmpty else { return nil }
        if slot != .column, refresh == .perBank {
            for lane in lanes.indices where lanes[lane].refreshBank(at: clock) { return .close }
        }
        chooseDirection()
        guard let index = pick(isWriting ? writes : reads, slot, at: clock) else { return nil }
        return give(index, of: isWriting ? .writes : .reads, at: clock)
    }

    /// From four fifths of the write queue down to one fifth, and whenever there is nothing to read.
    private mutating func chooseDirection() {
        if !isWriting {
            isWriting = 5 * writes.count > 4 * writeLimit || reads.isEmpty
        } else if 5 * writes.count < writeLimit, !reads.isEmpty {
            isWriting = false
        }
    }

    private func command(for request: DRAMReferenceRequest) -> Command {
        guard let open = lanes[request.lane].openRow[request.bank] else { return .open }
        return open == request.row ? .move : .close
    }

    /// The oldest request whose next command is ready and fits the slot; a row with older hits waiting is not closed.
    private func pick(_ queue: [DRAMReferenceRequest], _ slot: Slot, at clock: Int) -> Int? {
        var oldestHit: [Int: Int] = [:]
        if slot != .column {
            for request in queue where command(for: request) == .move {
                let key = request.lane << 16 + request.bank
                oldestHit[key] = min(oldestHit[key] ?? Int.max, request.arrival)
            }
        }
        var best: Int?
        for (index, request) in queue.enumerated() {
            if let best, queue[best].arrival <= request.arrival { continue }
            let lane = lanes[request.lane]
            switch command(for: request) {
            case .move where slot != .row && lane.canMove(request, at: clock): best = index
            case .open where slot != .column && splitDue == nil && lane.canOpen(request, at: clock): best = index
            case .close where slot != .column && lane.owed[request.bank] == 0:
                let hit = oldestHit[request.lane << 16 + request.bank] ?? Int.max
                if hit > request.arrival, lane.canClose(bank: request.bank, at: clock) { best = index }
            default: break
            }
        }
        return best
    }

    private mutating func give(_ index: Int, of queue: Queue, at clock: Int) -> Command {
        let request =
            switch queue {
            case .owed: owed[index]
            case .reads: reads[index]
            case .writes: writes[index]
            }
        let command = command(for: request)
        switch command {
        case .open:
            lanes[request.lane].open(request, at: clock)
            owed.append(request)
            remove(index, from: queue)
        case .close: lanes[request.lane].close(bank: request.bank, at: clock)
        case .move:
            lanes[request.lane].move(request, at: clock, wasOwed: queue == .owed)
            if !request.isWrite { dueData.append(clock + clocks.readToData + clocks.burst) }
            remove(index, from: queue)
        }
        return command
    }

    private mutating func remove(_ index: Int, from queue: Queue) {
        switch queue {
        case .owed: owed.remove(at: index)
        case .reads: reads.remove(at: index)
        case .writes: writes.remove(at: index)
        }
    }
}
