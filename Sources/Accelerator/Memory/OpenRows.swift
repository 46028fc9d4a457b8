/// Which rows stand open in the banks of every lane, for one direction, and when they were last used.
///
/// Banks of one number in all groups of a lane are taken together: an interleaving map opens and leaves them together.
/// Use is counted in bursts of the lane, since that is what the controller's queue looks ahead in; where all lanes share an
/// entry, in bursts of all of them together, which stands for the mean of their counts.
struct OpenRows: Hashable, Sendable {
    struct Entry: Hashable {
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

        /// The same with counts from `now` on. Uses that are out of sight are all alike, and so are rows before the open one
        /// that are.
        func moved(to now: Int, sight: Int) -> Entry {
            var copy = self
            copy.openUse = max(-sight, openUse - now)
            copy.beforeUse = max(-sight, beforeUse - now)
            if copy.beforeUse == -sight { copy.before = -1 }
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
    /// Bursts that came to all lanes alike, and to each one besides; those of all lanes together.
    private var seenByAll = 0
    private var seen: [Int]
    private var together = 0
    /// When two streams last took turns on all lanes, in bursts of all together, and on each one, in its own.
    private var turnsOfAll = Int.min / 2
    private var turns: [Int]
    private let lanes: Int
    private let lanesShift: Int
    /// Bursts of a lane that the controller's queue can see.
    let sight: Int

    init(_ geometry: MemoryGeometry, sight: Int) {
        lanes = geometry.lanes
        lanesShift = geometry.allLanesShift
        self.sight = sight
        shared = Array(repeating: Entry(), count: geometry.banks)
        own = Array(repeating: Entry(), count: geometry.lanes * geometry.banks)
        isOwn = Array(repeating: false, count: own.count)
        hasOwn = Array(repeating: false, count: geometry.banks)
        seen = Array(repeating: 0, count: geometry.lanes)
        turns = Array(repeating: Int.min / 2, count: geometry.lanes)
    }

    func isOpen(lane: Int, bank: Int, row: Int) -> Bool {
        let index = bank * lanes + lane
        return (isOwn[index] ? own[index].open : shared[bank].open) == Int32(truncatingIfNeeded: row)
    }

    /// Bursts that a lane has seen.
    private func count(lane: Int) -> Int { seenByAll + seen[lane] }

    /// How many bursts of a lane ago something was, by all lanes' count.
    private func distance(since use: Int) -> Int { (together - use) &>> lanesShift }

    /// The lane's entry, its own or one that counts as its own would.
    private func entry(lane: Int, bank: Int) -> Entry {
        let index = bank * lanes + lane
        if isOwn[index] { return own[index] }
        var entry = shared[bank]
        entry.openUse = count(lane: lane) - distance(since: entry.openUse)
        entry.beforeUse = count(lane: lane) - distance(since: entry.beforeUse)
        return entry
    }

    func meeting(lane: Int, bank: Int, row: Int) -> Meeting {
        let entry = entry(lane: lane, bank: bank)
        let now = count(lane: lane)
        let takesTurns = min(now - turns[lane], distance(since: turnsOfAll)) < sight
        if entry.open == Int32(truncatingIfNeeded: row) { return takesTurns ? .interleaved(isOpen: true) : .hit }
        if entry.before == Int32(truncatingIfNeeded: row), now - entry.beforeUse < sight {
            return .interleaved(isOpen: false)
        }
        return .conflict(idle: now - entry.openUse, takesTurns: takesTurns)
    }

    /// Notes that two streams take turns in a bank of a lane, or of all.
    mutating func noteTurns(lane: Int) { turns[lane] = count(lane: lane) }
    mutating func noteTurnsOfAll() { turnsOfAll = together }

    /// Notes the rows that a run of bursts on a lane leaves open.
    mutating func use(_ visits: [RegionVisit], _ count: Int, lane: Int, bursts: Int) {
        let now = self.count(lane: lane)
        for number in 0..<count {
            let visit = visits[number]
            let index = visit.bank * lanes + lane
            if !isOwn[index] {
                own[index] = entry(lane: lane, bank: visit.bank)
                isOwn[index] = true
                hasOwn[visit.bank] = true
            }
            own[index].open(Int32(truncatingIfNeeded: visit.row), use: now + (bursts * visit.done) >> 12)
        }
        seen[lane] += bursts
        together += bursts
    }

    /// The same for all lanes at once, in work that does not grow with their number.
    mutating func useEvenly(_ visits: [RegionVisit], _ count: Int, bursts: Int) {
        for number in 0..<count {
            let visit = visits[number]
            if hasOwn[visit.bank] { share(visit.bank) }
            let part = (bursts * visit.done) >> 12
            shared[visit.bank].open(Int32(truncatingIfNeeded: visit.row), use: together + part &<< lanesShift)
        }
        seenByAll += bursts
        together += bursts &<< lanesShift
    }

    /// Lets all lanes have what the first one has; they are about to be used alike.
    private mutating func share(_ bank: Int) {
        if isOwn[bank * lanes] {
            var entry = own[bank * lanes].moved(to: count(lane: 0), sight: sight)
            entry.openUse = together + entry.openUse &<< lanesShift
            entry.beforeUse = together + entry.beforeUse &<< lanesShift
            shared[bank] = entry
        }
        for lane in 0..<lanes { isOwn[bank * lanes + lane] = false }
        hasOwn[bank] = false
    }

    /// The same state with counts from now on.
    func normalized() -> OpenRows {
        var copy = self
        for bank in shared.indices {
            copy.shared[bank] = shared[bank].moved(to: together, sight: sight &<< lanesShift)
        }
        for index in own.indices {
            let now = count(lane: index % lanes)
            copy.own[index] = isOwn[index] ? own[index].moved(to: now, sight: sight) : Entry()
        }
        for lane in seen.indices {
            copy.turns[lane] = max(-sight, turns[lane] - count(lane: lane))
            copy.seen[lane] = 0
        }
        copy.turnsOfAll = max(-sight &<< lanesShift, turnsOfAll - together)
        copy.seenByAll = 0
        copy.together = 0
        return copy
    }
}
