/// Which rows stand open in the banks of every lane, for one direction, and when they were last used.
///
/// Banks of one number in all groups of a lane are taken together: an interleaving map opens and leaves them together.
/// Use is counted in bursts of the lane, since that is what the controller's queue looks ahead in; where all lanes share an
/// entry, in bursts of all of them together, which stands for the mean of their counts.
final class OpenRows {
    struct Entry: Hashable {
        var open: Int32 = -1
        var before: Int32 = -1
        var openUse = Int.min / 2
        var beforeUse = Int.min / 2
        /// Whether it holds for a lane instead of the shared one.
        var isOwn = false

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
        mutating func move(to now: Int, sight: Int) {
            openUse = max(-sight, openUse - now)
            beforeUse = max(-sight, beforeUse - now)
            if beforeUse == -sight { before = -1 }
        }
    }

    /// What a run of bursts meets in its bank.
    enum Meeting: Hashable {
        /// The row is open.
        case hit
        /// Another row was open; it was last used this many bursts ago, of which only those in sight count: before that,
        /// all is alike. While streams take turns, this bank is one of those
        /// whose row cycles they wait for.
        case conflict(idle: Int, takesTurns: Bool)
        /// Two streams take turns, and both are within the queue's sight: the controller serves them in batches.
        /// `isOpen`: this run finds its row open.
        case interleaved(isOpen: Bool)
    }

    /// Per bank, what all lanes have that have nothing of their own.
    private let shared: FixedTable<Entry>
    /// Per bank and lane.
    private let own: FixedTable<Entry>
    /// Banks in which some lane has an entry of its own.
    private let hasOwn: FixedTable<Bool>
    /// Bursts that came to all lanes alike, and to each one besides; those of all lanes together.
    private var seenByAll = 0
    private let seen: FixedTable<Int>
    private var together = 0
    /// When two streams last took turns on all lanes, in bursts of all together, and on each one, in its own.
    private var turnsOfAll = Int.min / 2
    private let turns: FixedTable<Int>
    private let lanes: Int
    private let lanesShift: Int
    /// Bursts of a lane that the controller's queue can see.
    let sight: Int

    init(lanes: Int, banks: Int, sight: Int) {
        self.lanes = lanes
        lanesShift = lanes.trailingZeroBitCount
        self.sight = sight
        shared = FixedTable(repeating: Entry(), count: banks)
        own = FixedTable(repeating: Entry(), count: lanes * banks)
        hasOwn = FixedTable(repeating: false, count: banks)
        seen = FixedTable(repeating: 0, count: lanes)
        turns = FixedTable(repeating: Int.min / 2, count: lanes)
    }

    func isOpen(lane: Int, bank: Int, row: Int) -> Bool {
        let entry = own[bank &<< lanesShift &+ lane]
        return (entry.isOwn ? entry.open : shared[bank].open) == Int32(truncatingIfNeeded: row)
    }

    /// Bursts that a lane has seen.
    @inline(__always)
    private func count(lane: Int) -> Int { seenByAll &+ seen[lane] }

    /// How many bursts of a lane ago something was, by all lanes' count.
    @inline(__always)
    private func distance(since use: Int) -> Int { (together &- use) &>> lanesShift }

    /// The lane's entry, its own or one that counts as its own would.
    @inline(__always)
    private func entry(lane: Int, bank: Int) -> Entry {
        let known = own[bank &<< lanesShift &+ lane]
        if known.isOwn { return known }
        var entry = shared[bank]
        let now = count(lane: lane)
        entry.openUse = now &- distance(since: entry.openUse)
        entry.beforeUse = now &- distance(since: entry.beforeUse)
        entry.isOwn = true
        return entry
    }

    @inline(__always)
    func meeting(lane: Int, bank: Int, row: Int) -> Meeting {
        let entry = entry(lane: lane, bank: bank)
        let now = count(lane: lane)
        let takesTurns = min(now &- turns[lane], distance(since: turnsOfAll)) < sight
        if entry.open == Int32(truncatingIfNeeded: row) { return takesTurns ? .interleaved(isOpen: true) : .hit }
        if entry.before == Int32(truncatingIfNeeded: row), now &- entry.beforeUse < sight {
            return .interleaved(isOpen: false)
        }
        return .conflict(idle: min(now &- entry.openUse, sight), takesTurns: takesTurns)
    }

    /// Looks up what a transfer meets on each lane that it comes to, and leaves its rows open there.
    ///
    /// - Parameters:
    ///   - first: where it comes to a lane.
    ///   - meetings: by lane; those of other lanes are left as they are.
    func meet(
        _ load: MemoryLoad, _ visits: borrowing FixedTable<RegionVisit>, _ count: Int, first: RegionVisit,
        _ meetings: borrowing FixedTable<Meeting>
    ) {
        for place in 0..<load.laneCount {
            let lane = load.touchedLanes[place]
            let meeting = meeting(lane: lane, bank: first.bank, row: first.row)
            if meeting == .interleaved(isOpen: false) { noteTurns(lane: lane) }
            use(visits, count, lane: lane, bursts: load.lanes[lane])
            meetings[lane] = meeting
        }
    }

    /// Notes that two streams take turns in a bank of a lane, or of all.
    func noteTurns(lane: Int) { turns[lane] = count(lane: lane) }
    func noteTurnsOfAll() { turnsOfAll = together }

    /// Notes the rows that a run of bursts on a lane leaves open.
    @inline(__always)
    func use(_ visits: borrowing FixedTable<RegionVisit>, _ count: Int, lane: Int, bursts: Int) {
        let now = self.count(lane: lane)
        for number in 0..<count {
            let visit = visits[number]
            var entry = entry(lane: lane, bank: visit.bank)
            entry.open(Int32(truncatingIfNeeded: visit.row), use: now &+ (bursts &* visit.done) &>> 12)
            own[visit.bank &<< lanesShift &+ lane] = entry
            hasOwn[visit.bank] = true
        }
        seen[lane] = seen[lane] &+ bursts
        together = together &+ bursts
    }

    /// The same for all lanes at once, in work that does not grow with their number.
    func useEvenly(_ visits: borrowing FixedTable<RegionVisit>, _ count: Int, bursts: Int) {
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
    private func share(_ bank: Int) {
        var entry = own[bank &<< lanesShift]
        if entry.isOwn {
            entry.move(to: count(lane: 0), sight: sight)
            entry.isOwn = false
            entry.openUse = together + entry.openUse &<< lanesShift
            entry.beforeUse = together + entry.beforeUse &<< lanesShift
            shared[bank] = entry
        }
        for lane in 0..<lanes { own[bank &<< lanesShift &+ lane].isOwn = false }
        hasOwn[bank] = false
    }
}

extension OpenRows: Equatable {
    /// Takes over what other rows of the same memory know.
    func take(_ other: OpenRows) {
        shared.take(other.shared)
        own.take(other.own)
        hasOwn.take(other.hasOwn)
        seen.take(other.seen)
        turns.take(other.turns)
        (seenByAll, together, turnsOfAll) = (other.seenByAll, other.together, other.turnsOfAll)
    }

    /// Counts from now on: whatever follows, goes as it would have gone.
    func normalize() {
        for bank in shared.indices { shared[bank].move(to: together, sight: sight &<< lanesShift) }
        for index in own.indices {
            if own[index].isOwn {
                own[index].move(to: count(lane: index % lanes), sight: sight)
            } else {
                own[index] = Entry()
            }
        }
        for lane in seen.indices { turns[lane] = max(-sight, turns[lane] - count(lane: lane)) }
        for lane in seen.indices { seen[lane] = 0 }
        turnsOfAll = max(-sight &<< lanesShift, turnsOfAll - together)
        seenByAll = 0
        together = 0
    }

    static func == (left: OpenRows, right: OpenRows) -> Bool {
        left.shared.equals(right.shared) && left.own.equals(right.own) && left.hasOwn.equals(right.hasOwn)
            && left.seen.equals(right.seen) && left.turns.equals(right.turns)
            && left.seenByAll == right.seenByAll && left.together == right.together
            && left.turnsOfAll == right.turnsOfAll && left.sight == right.sight
    }
}
