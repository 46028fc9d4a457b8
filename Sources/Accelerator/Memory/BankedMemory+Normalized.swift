import Quantities

extension BankedMemory {
    /// The same state with `now` as the start of time; clocks that lie in the past are all alike.
    func normalized(relativeTo now: Cycles) -> BankedMemory {
        let now = now.count << TickClock.shift
        // No transfer to come looks at clocks that lie before the next request.
        let past = max(now, nextRequest)
        func move(_ clocks: borrowing FixedTable<Int>) {
            for place in clocks.indices { clocks[place] = clocks[place] > past ? clocks[place] - now : 0 }
        }
        var copy = self
        copy.ownParts()
        copy.tellChannelsApart()
        for lane in copy.parts.lanes.indices { copy.parts.lanes[lane].move(to: now, past: past) }
        move(copy.parts.command)
        move(copy.parts.column)
        move(copy.parts.bank)
        copy.lastUnitEnd = lastUnitEnd > past ? lastUnitEnd - now : 0
        copy.channelsAreAlike = copy.areChannelsAlike(since: 0)
        copy.readEnd = max(0, readEnd - now)
        copy.nextRequest = max(0, nextRequest - now)
        copy.lastEnd = max(0, lastEnd - now)
        copy.parts.openForReads.normalize()
        copy.parts.openForWrites.normalize()
        for channel in copy.parts.readsSinceTurn.indices {
            let reads = parts.readsSinceTurn[channel] + readsOfAll
            copy.parts.readsSinceTurn[channel] = min(reads, readsWithoutJoiningWrites)
        }
        copy.readsOfAll = 0
        copy.finish = 0
        copy.longestWork = 0
        copy.regions = 1
        copy.newRows = 0
        copy.opened = 0
        copy.openedPerBurst = 0
        copy.columnPace = 0
        copy.stackWait = 0
        copy.visitCount = 0
        copy.visitedFirst = RegionVisit(bank: 0, row: 0, done: 0)
        copy.statistics = MemoryStatistics()
        return copy
    }
}
