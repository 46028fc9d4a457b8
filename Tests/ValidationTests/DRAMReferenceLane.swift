/// A pseudo-channel of the reference: when its commands were last given, and which rows stand open.
struct DRAMReferenceLane {
    private static let never = -1_000_000
    private let clocks: DRAMReferenceClocks
    private(set) var openRow: [Int?]
    /// Requests that a row was opened for and that have not been served; the row stays open for them.
    private(set) var owed: [Int]
    private var opened, closed, read, written: [Int]
    private var groupOpened, groupRead, groupWritten: [Int]
    private var lastOpens = Array(repeating: never, count: 4)
    private var lastRead = never
    private var lastStack = 0
    private var lastWrite = never
    private var closedAll = never
    private var refreshed = never
    private var bankRefreshed: [Int]
    private var lastBankRefresh = never
    /// Banks whose refresh is due; nothing opens them before it.
    private var isDue: [Bool]
    private var nextBank = 0

    init(_ clocks: DRAMReferenceClocks, groups: Int, banks: Int) {
        self.clocks = clocks
        openRow = Array(repeating: nil, count: banks)
        owed = Array(repeating: 0, count: banks)
        opened = Array(repeating: Self.never, count: banks)
        (closed, read, written, bankRefreshed) = (opened, opened, opened, opened)
        isDue = Array(repeating: false, count: banks)
        groupOpened = Array(repeating: Self.never, count: groups)
        (groupRead, groupWritten) = (groupOpened, groupOpened)
    }

    func canOpen(_ request: DRAMReferenceRequest, at clock: Int) -> Bool {
        let last = lastOpens[3]
        return clock >= opened[request.bank] + clocks.openToOpen && clock >= closed[request.bank] + clocks.closeToOpen
            && clock >= closedAll + clocks.closeToOpen && clock >= last + clocks.openApart
            && clock >= groupOpened[request.group] + clocks.openInGroup && clock >= lastOpens[0] + clocks.fourOpens
            && clock >= refreshed + clocks.refresh && !isDue[request.bank]
            && clock >= bankRefreshed[request.bank] + clocks.bankRefresh
            && clock >= lastBankRefresh + clocks.bankRefreshToOpen
    }

    func canClose(bank: Int, at clock: Int) -> Bool {
        clock >= opened[bank] + clocks.openToClose && clock >= read[bank] + clocks.readToClose
            && clock >= written[bank] + clocks.writeToData + clocks.burst + clocks.writeRecovery
    }

    func canMove(_ request: DRAMReferenceRequest, at clock: Int) -> Bool {
        if request.isWrite {
            return clock >= opened[request.bank] + clocks.openToWrite && clock >= lastWrite + clocks.columnApart
                && clock >= groupWritten[request.group] + clocks.columnInGroup
                && clock >= lastRead + clocks.readToWrite
        }
        let written = clocks.writeToData + clocks.burst
        let apart = request.stack == lastStack ? clocks.columnApart : clocks.readInOtherStack
        return clock >= opened[request.bank] + clocks.openToRead && clock >= lastRead + apart
            && clock >= groupRead[request.group] + clocks.columnInGroup
            && clock >= lastWrite + written + clocks.writeToRead
            && clock >= groupWritten[request.group] + written + clocks.writeToReadInGroup
    }

    mutating func open(_ request: DRAMReferenceRequest, at clock: Int) {
        openRow[request.bank] = request.row
        opened[request.bank] = clock
        groupOpened[request.group] = clock
        lastOpens.removeFirst()
        lastOpens.append(clock)
        owed[request.bank] += 1
    }

    mutating func close(bank: Int, at clock: Int) {
        openRow[bank] = nil
        closed[bank] = clock
    }

    mutating func move(_ request: DRAMReferenceRequest, at clock: Int, wasOwed: Bool) {
        if wasOwed { owed[request.bank] -= 1 }
        if request.isWrite {
            (written[request.bank], groupWritten[request.group], lastWrite) = (clock, clock, clock)
        } else {
            (read[request.bank], groupRead[request.group], lastRead) = (clock, clock, clock)
            lastStack = request.stack
        }
    }

    /// A step towards a refresh: closes all rows, then refreshes. Returns whether a command was given, and whether it was
    /// the refresh.
    mutating func refresh(at clock: Int) -> (isGiven: Bool, isDone: Bool) {
        let open = openRow.indices.filter { openRow[$0] != nil }
        if !open.isEmpty {
            guard open.allSatisfy({ owed[$0] == 0 && canClose(bank: $0, at: clock) }) else { return (false, false) }
            for bank in open { openRow[bank] = nil }
            closedAll = clock
            return (true, false)
        }
        let isReady = openRow.indices.allSatisfy {
            clock >= closed[$0] + clocks.closeToOpen && clock >= opened[$0] + clocks.openToOpen
        }
        guard isReady, clock >= closedAll + clocks.closeToOpen else { return (false, false) }
        refreshed = clock
        return (true, true)
    }

    /// Marks the next bank for refresh: the same bank of every group, then the next one.
    mutating func askForBankRefresh() {
        let (bank, group) = nextBank.quotientAndRemainder(dividingBy: groupOpened.count)
        isDue[group * (isDue.count / groupOpened.count) + bank] = true
        nextBank = (nextBank + 1) % isDue.count
    }

    /// A step towards the refresh of a bank that is due. Returns whether a command was given.
    mutating func refreshBank(at clock: Int) -> Bool {
        for bank in isDue.indices where isDue[bank] {
            if openRow[bank] != nil {
                guard owed[bank] == 0, canClose(bank: bank, at: clock) else { continue }
                close(bank: bank, at: clock)
                return true
            }
            guard clock >= closed[bank] + clocks.closeToOpen, clock >= opened[bank] + clocks.openToOpen,
                clock >= lastOpens[3] + clocks.openApart
            else { continue }
            isDue[bank] = false
            (bankRefreshed[bank], lastBankRefresh) = (clock, clock)
            return true
        }
        return false
    }
}
