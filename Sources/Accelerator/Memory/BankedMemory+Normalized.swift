import Quantities

extension BankedMemory {
    /// The same state with `now` as the start of time; clocks that lie in the past are all alike.
    func normalized(relativeTo now: Cycles) -> BankedMemory {
        let now = now.count << TickClock.shift
        func since(_ clocks: [Int]) -> [Int] { clocks.map { max(0, $0 - now) } }
        var copy = self
        copy.tellLanesApart()
        for lane in copy.lanes.indices { copy.lanes[lane].move(to: now) }
        copy.column = since(column)
        copy.bank = since(bank)
        copy.command = since(copy.command)
        (copy.laneOfAll, copy.commandOfAll) = (LaneClocks(queuePace: 0), 0)
        if copy.areLanesAlike { copy.takeLanesAsAlike() }
        copy.readEnd = max(0, readEnd - now)
        copy.nextRequest = max(0, nextRequest - now)
        copy.lastEnd = max(0, lastEnd - now)
        copy.openForReads = openForReads.normalized()
        copy.openForWrites = openForWrites.normalized()
        copy.load.clear()
        copy.visible = Array(repeating: 0, count: visible.count)
        copy.finish = 0
        copy.longestWork = 0
        copy.regions = 1
        copy.newRows = 0
        copy.opened = 0
        copy.openedPerBurst = 0
        copy.columnPace = 0
        copy.stackWait = 0
        copy.readsSinceTurn = readsSinceTurn.map { min($0 + readsOfAll, readsWithoutJoiningWrites) }
        copy.readsOfAll = 0
        copy.visitCount = 0
        for visit in visits.indices { copy.visits[visit] = RegionVisit(bank: 0, row: 0, done: 0) }
        copy.visitedFirst = RegionVisit(bank: 0, row: 0, done: 0)
        copy.statistics = MemoryStatistics()
        return copy
    }
}
