/// Channels that stand alike and get the same: work is then added to the clocks of the first one alone.
extension BankedMemory {
    /// Whether all channels stand alike at a transfer's request, in ticks, and do so after it.
    func transferKeepsChannelsAlike(at request: Int) -> Bool {
        guard load.laneCount == geometry.lanes, isLoadAlike, comesToLanesAlike, isMeetingAlike else { return false }
        return channelsAreAlike || areChannelsAlike(since: request)
    }

    /// Whether the units of every channel get what those of the first one get.
    private var isLoadAlike: Bool {
        let units = geometry.unitsPerChannel
        var inFirst = 0
        for place in 0..<load.unitCount {
            let unit = load.touchedUnits[place]
            guard load.units[unit] == load.units[unit & (units &- 1)] else { return false }
            if unit < units { inFirst &+= 1 }
        }
        return load.unitCount == inFirst &<< geometry.allChannelsShift
    }

    /// Whether lanes that share a channel's command bus come to it in the same order everywhere.
    private var comesToLanesAlike: Bool {
        guard geometry.lanesPerChannel > 1 else { return true }
        let first = load.firstLane
        guard first & (geometry.lanesPerChannel &- 1) == 0 else { return false }
        for place in 0..<load.laneCount
        where load.touchedLanes[place] != (first &+ place) & (geometry.lanes &- 1) { return false }
        return true
    }

    private var isMeetingAlike: Bool {
        let meeting = parts.meetings[0]
        for lane in 1..<geometry.lanes where parts.meetings[lane] != meeting { return false }
        return true
    }

    /// Whether all channels stand as the first one does. No transfer to come looks at clocks before its request, in ticks.
    func areChannelsAlike(since request: Int) -> Bool {
        foldsChannels && areLanesAlike(since: request) && (lastUnitEnd <= request || areUnitsAlike(since: request))
    }

    /// The same for lanes and command buses alone.
    private func areLanesAlike(since request: Int) -> Bool {
        guard areAlike(parts.command, inChannel: 1, since: request) else { return false }
        for lane in parts.lanes.indices {
            let first = parts.lanes[lane & (geometry.lanesPerChannel - 1)]
            guard parts.lanes[lane].since(request) == first.since(request) else { return false }
        }
        return true
    }

    /// The same for column paths and banks alone.
    private func areUnitsAlike(since request: Int) -> Bool {
        areAlike(parts.column, inChannel: geometry.unitsPerChannel, since: request)
            && areAlike(parts.bank, inChannel: geometry.unitsPerChannel * geometry.banks, since: request)
    }

    /// Whether clocks, so many in a channel, are those of the first one everywhere.
    private func areAlike(_ clocks: borrowing FixedTable<Int>, inChannel count: Int, since request: Int) -> Bool {
        for place in clocks.indices
        where max(request, clocks[place]) != max(request, clocks[place & (count - 1)]) { return false }
        return true
    }

    /// Gives every channel clocks of its own, before they come to differ.
    mutating func tellChannelsApart() {
        guard channelsAreAlike else { return }
        channelsAreAlike = false
        parts.visible.repeatPrefix(1)
        parts.command.repeatPrefix(1)
        parts.lanes.repeatPrefix(geometry.lanesPerChannel)
        parts.column.repeatPrefix(geometry.unitsPerChannel)
        parts.bank.repeatPrefix(geometry.unitsPerChannel * geometry.banks)
    }
}
