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
    }

    /// What a run of bursts meets in its bank.
    enum Meeting: Hashable {
        /// The row is open.
        case hit
        /// Another row was open; it was last used this many bursts ago.
        case conflict(idle: Int)
        /// Two streams take turns, and both are within the queue's sight: the controller serves them in batches.
        case interleaved
    }

    private var entries: [Entry]
    private var seen: [Int]
    private let lanes: Int
    /// Bursts of a lane that the controller's queue can see.
    let sight: Int

    init(_ geometry: MemoryGeometry, sight: Int) {
        lanes = geometry.lanes
        self.sight = sight
        entries = Array(repeating: Entry(), count: geometry.lanes * geometry.banks)
        seen = Array(repeating: 0, count: geometry.lanes)
    }

    func isOpen(lane: Int, bank: Int, row: Int) -> Bool {
        entries[bank * lanes + lane].open == Int32(truncatingIfNeeded: row)
    }

    func meeting(lane: Int, bank: Int, row: Int) -> Meeting {
        let entry = entries[bank * lanes + lane]
        if entry.open == Int32(truncatingIfNeeded: row) { return .hit }
        let now = seen[lane]
        if entry.before == Int32(truncatingIfNeeded: row), now - entry.beforeUse < sight { return .interleaved }
        return .conflict(idle: now - entry.openUse)
    }

    /// Notes the rows that a run of bursts on a lane leaves open.
    mutating func use(_ visits: [RegionVisit], lane: Int, bursts: Int) {
        for visit in visits {
            let use = seen[lane] + (bursts * visit.done) >> 12
            entries[visit.bank * lanes + lane].open(Int32(truncatingIfNeeded: visit.row), use: use)
        }
        seen[lane] += bursts
    }

    /// The same for all lanes at once.
    mutating func useEvenly(_ visits: [RegionVisit], bursts: Int) {
        for visit in visits {
            let row = Int32(truncatingIfNeeded: visit.row)
            let after = (bursts * visit.done) >> 12
            let first = visit.bank * lanes
            for lane in 0..<lanes { entries[first + lane].open(row, use: seen[lane] + after) }
        }
        for lane in 0..<lanes { seen[lane] += bursts }
    }

    /// The same state with counts from now on; uses that are out of sight are all alike.
    func normalized() -> OpenRows {
        var copy = self
        for index in copy.entries.indices {
            let now = seen[index % lanes]
            copy.entries[index].openUse = max(-sight, entries[index].openUse - now)
            copy.entries[index].beforeUse = max(-sight, entries[index].beforeUse - now)
        }
        for lane in copy.seen.indices { copy.seen[lane] = 0 }
        return copy
    }
}
