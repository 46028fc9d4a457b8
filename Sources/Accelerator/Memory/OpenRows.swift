/// Which rows stand open in the banks of every lane, for one direction, and when they were last used.
///
/// Banks of one number in all groups of a lane are taken together: an interleaving map opens and leaves them together.
/// Use is counted in bursts of the lane, since that is what the controller's queue looks ahead in.
struct OpenRows: Hashable, Sendable {
    private struct Entry: Hashable {
        var open: Int32 = -1
        var before: Int32 = -1
        var openUse = Int.min / 2
        var beforeUse = Int.min / 2

        mutating func open(_ row: Int32, use: Int) {
            if open != row {
                before = open
                beforeUse = openUse
                open = row
            }
            openUse = use
        }

        /// The same with counts from `now` on; uses that are out of sight are all alike.
        func moved(to now: Int, sight: Int) -> Entry {
            var copy = self
            copy.openUse = max(-sight, openUse - now)
            copy.beforeUse = max(-sight, beforeUse - now)
            return copy
        }
    }

    /// What a run of bursts meets in its bank.
    enum Meeting: Hashable {
        /// The row is open.
        case hit
        /// Another row was open; it was last used this many bursts ago. While streams take turns, this bank is one of those
        /// whose row cycles they wait for.
        case conflict(idle: Int, takesTurns: Bool)
        /// Two streams take turns, and both are within the queue's sight: the controller serves them in batches.
        /// `isOpen`: this run finds its row open.
        case interleaved(isOpen: Bool)
    }

    /// Per bank, what all lanes have that have nothing of their own.
    private var shared: [Entry]
    /// Per bank and lane, and whether it holds instead of the shared one.
    private var own: [Entry]
    private var isOwn: [Bool]
    /// Banks in which some lane has an entry of its own.
    private var hasOwn: [Bool]
    /// Bursts of all lanes, and of each one besides.
    private var seenByAll = 0
    private var seen: [Int]
    /// When two streams last took turns, in bursts of all lanes and of each one.
    private var turnsOfAll = Int.min / 2
    private var turns: [Int]
    private let lanes: Int
    /// Bursts of a lane that the controller's queue can see.
    let sight: Int

    init(_ geometry: MemoryGeometry, sight: Int) {
        lanes = geometry.lanes
        self.sight = sight
        shared = Array(repeating: Entry(), count: geometry.banks)
        own = Array(repeating: Entry(), count: geometry.lanes * geometry.banks)
        isOwn = Array(repeating: false, count: own.count)
        hasOwn = Array(repeating: false, count: geometry.banks)
        seen = Array(repeating: 0, count: geometry.lanes)
        turns = Array(repeating: Int.min / 2, count: geometry.lanes)
    }

    private func entry(lane: Int, bank: Int) -> Entry {
        let index = bank * lanes + lane
        return isOwn[index] ? own[index] : shared[bank]
    }

    func isOpen(lane: Int, bank: Int, row: Int) -> Bool {
        entry(lane: lane, bank: bank).open == Int32(truncatingIfNeeded: row)
    }

    func meeting(lane: Int, bank: Int, row: Int) -> Meeting {
        let entry = entry(lane: lane, bank: bank)
        let now = seenByAll + seen[lane]
        let takesTurns = min(now - turns[lane], seenByAll - turnsOfAll) < sight
        if entry.open == Int32(truncatingIfNeeded: row) { return takesTurns ? .interleaved(isOpen: true) : .hit }
        if entry.before == Int32(truncatingIfNeeded: row), now - entry.beforeUse < sight {
            return .interleaved(isOpen: false)
        }
        return .conflict(idle: now - entry.openUse, takesTurns: takesTurns)
    }

    /// Notes that two streams take turns in a bank of a lane, or of all.
    mutating func noteTurns(lane: Int) { turns[lane] = seenByAll + seen[lane] }
    mutating func noteTurnsOfAll() { turnsOfAll = seenByAll }

    /// Notes the rows that a run of bursts on a lane leaves open.
    mutating func use(_ visits: [RegionVisit], _ count: Int, lane: Int, bursts: Int) {
        let now = seenByAll + seen[lane]
        for number in 0..<count {
            let visit = visits[number]
            let index = visit.bank * lanes + lane
            if !isOwn[index] {
                own[index] = shared[visit.bank]
                isOwn[index] = true
                hasOwn[visit.bank] = true
            }
            own[index].open(Int32(truncatingIfNeeded: visit.row), use: now + (bursts * visit.done) >> 12)
        }
        seen[lane] += bursts
    }

    /// The same for all lanes at once, in work that does not grow with their number.
    mutating func useEvenly(_ visits: [RegionVisit], _ count: Int, bursts: Int) {
        for number in 0..<count {
            let visit = visits[number]
            if hasOwn[visit.bank] { share(visit.bank) }
            shared[visit.bank].open(
                Int32(truncatingIfNeeded: visit.row), use: seenByAll + (bursts * visit.done) >> 12)
        }
        seenByAll += bursts
    }

    /// Lets all lanes have what the first one has; they are about to be used alike.
    private mutating func share(_ bank: Int) {
        shared[bank] = entry(lane: 0, bank: bank)
        for lane in 0..<lanes { isOwn[bank * lanes + lane] = false }
        hasOwn[bank] = false
    }

    /// The same state with counts from now on.
    func normalized() -> OpenRows {
        var copy = self
        for bank in shared.indices { copy.shared[bank] = shared[bank].moved(to: seenByAll, sight: sight) }
        for index in own.indices {
            let now = seenByAll + seen[index % lanes]
            copy.own[index] = isOwn[index] ? own[index].moved(to: now, sight: sight) : Entry()
        }
        for lane in seen.indices { copy.turns[lane] = max(-sight, turns[lane] - seenByAll - seen[lane]) }
        copy.turnsOfAll = max(-sight, turnsOfAll - seenByAll)
        copy.seenByAll = 0
        for lane in copy.seen.indices { copy.seen[lane] = 0 }
        return copy
    }
}
