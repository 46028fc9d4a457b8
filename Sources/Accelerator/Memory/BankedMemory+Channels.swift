/// Channels that stand alike and get the same: work is then added to the clocks of the first one alone.
extension BankedMemory {
    /// Whether all channels stand alike, and will after the transfer.
    func areChannelsAlike(for request: Int) -> Bool {
        guard load.laneCount == geometry.lanes, channelsAreAlike || areChannelsAlike(since: request) else {
            return false
        }
        return isLoadAlike && comesToLanesAlike && isMeetingAlike
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

    /// Whether all channels stand as the first one does. No transfer to come looks at clocks before its request.
    func areChannelsAlike(since request: Int) -> Bool {
        foldsChannels && areLanesAlike(since: request) && (lastUnitEnd <= request || areUnitsAlike(since: request))
    }

    /// The same for lanes and command buses alone.
    func areLanesAlike(since request: Int) -> Bool {
        let others = geometry.lanesPerChannel - 1
        let command = max(request, parts.command[0])
        for channel in parts.command.indices where max(request, parts.command[channel]) != command { return false }
        for lane in parts.lanes.indices {
            guard parts.lanes[lane].since(request) == parts.lanes[lane & others].since(request) else { return false }
        }
        return true
    }

    /// The same for column paths and banks alone.
    func areUnitsAlike(since request: Int) -> Bool {
        let units = geometry.unitsPerChannel
        for unit in parts.column.indices {
            let first = parts.column[unit & (units - 1)]
            guard max(request, parts.column[unit]) == max(request, first) else { return false }
        }
        let banks = units * geometry.banks
        for bank in parts.bank.indices {
            let first = parts.bank[bank & (banks - 1)]
            guard max(request, parts.bank[bank]) == max(request, first) else { return false }
        }
        return true
    }

    /// Gives every channel clocks of its own, before they come to differ.
    mutating func tellChannelsApart() {
        guard channelsAreAlike else { return }
        channelsAreAlike = false
        parts.visible.repeatStart(1)
        parts.command.repeatStart(1)
        parts.lanes.repeatStart(geometry.lanesPerChannel)
        parts.column.repeatStart(geometry.unitsPerChannel)
        parts.bank.repeatStart(geometry.unitsPerChannel * geometry.banks)
    }
}
