/// Which rows stand open in the banks of every lane, for one direction, and when they were last used.
///
/// Banks of one number in all groups of a lane are taken together: an interleaving map opens and leaves them together.
/// Use is counted in bursts of the lane, since that is what the controller's queue looks ahead in.
struct OpenRows: Hashable, Sendable {
    struct Entry: Hashable {
        var open: Int32 = -1
        var before: Int32 = -1
        var openUse = Int.min / 2
        var beforeUse = Int.min / 2
        /// Whether a use is counted as the first lane counts, in an entry of all lanes.
        var opensByFirstLane = false
        var beforeByFirstLane = false

        mutating func open(_ row: Int32, use: Int) {
            if open != row {
                before = open
                beforeUse = openUse
                beforeByFirstLane = opensByFirstLane
                open = row
            }
            openUse = use
            opensByFirstLane = false
        }

        /// The same with counts from `now` on, or from `first` for those of the first lane; uses that are out of sight are
        /// all alike.
        func moved(to now: Int, first: Int, sight: Int) -> Entry {
            var copy = self
            copy.openUse = max(-sight, openUse - (opensByFirstLane ? first : now))
            copy.beforeUse = max(-sight, beforeUse - (beforeByFirstLane ? first : now))
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
    var shared: [Entry]
    /// Per bank and lane, and whether it holds instead of the shared one.
    var own: [Entry]
    var isOwn: [Bool]
    /// Banks in which some lane has an entry of its own.
    private var hasOwn: [Bool]
    /// Bursts of all lanes, and of each one besides.
    var seenByAll = 0
    var seen: [Int]
    /// When two streams last took turns, in bursts of all lanes and of each one.
    var turnsOfAll = Int.min / 2
    var turns: [Int]
    /// By lane, where it compared its count with a use that the first lane counted: the largest distance that was in sight,
    /// and the smallest that was not, since this was last forgotten.
    var near: [Int]
    var far: [Int]
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
        near = Array(repeating: .min, count: geometry.lanes)
        far = Array(repeating: .max, count: geometry.lanes)
    }

    private func entry(lane: Int, bank: Int) -> Entry {
        let index = bank * lanes + lane
        return isOwn[index] ? own[index] : shared[bank]
    }

    func isOpen(lane: Int, bank: Int, row: Int) -> Bool {
        entry(lane: lane, bank: bank).open == Int32(truncatingIfNeeded: row)
    }

    mutating func meeting(lane: Int, bank: Int, row: Int) -> Meeting {
        let entry = entry(lane: lane, bank: bank)
        let now = seenByAll + seen[lane]
        let takesTurns = min(now - turns[lane], seenByAll - turnsOfAll) < sight
        if entry.open == Int32(truncatingIfNeeded: row) { return takesTurns ? .interleaved(isOpen: true) : .hit }
        if entry.before == Int32(truncatingIfNeeded: row) {
            let distance = now - entry.beforeUse
            if entry.beforeByFirstLane { note(distance, lane: lane) }
            if distance < sight { return .interleaved(isOpen: false) }
        }
        return .conflict(idle: now - entry.openUse, takesTurns: takesTurns)
    }

    private mutating func note(_ distance: Int, lane: Int) {
        if distance < sight {
            near[lane] = max(near[lane], distance)
        } else {
            far[lane] = min(far[lane], distance)
        }
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
        if isOwn[bank * lanes] {
            shared[bank] = own[bank * lanes]
            shared[bank].opensByFirstLane = true
            shared[bank].beforeByFirstLane = true
        }
        for lane in 0..<lanes { isOwn[bank * lanes + lane] = false }
        hasOwn[bank] = false
    }

    /// The same state with counts from now on. Lanes that have seen more bursts of their own than are in sight are alike.
    func normalized() -> OpenRows {
        var copy = self
        let first = seenByAll + seen[0]
        for bank in shared.indices {
            copy.shared[bank] = shared[bank].moved(to: seenByAll, first: first, sight: sight)
        }
        for index in own.indices {
            let now = seenByAll + seen[index % lanes]
            copy.own[index] = isOwn[index] ? own[index].moved(to: now, first: first, sight: sight) : Entry()
        }
        for lane in seen.indices {
            copy.turns[lane] = max(-sight, turns[lane] - seenByAll - seen[lane])
            copy.seen[lane] = min(seen[lane], sight)
        }
        copy.turnsOfAll = max(-sight, turnsOfAll - seenByAll)
        copy.seenByAll = 0
        copy.forgetDistances()
        return copy
    }
}
