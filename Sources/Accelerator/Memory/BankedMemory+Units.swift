extension BankedMemory {
    /// Time that a unit's busiest bank needs for so many rows of a strided transfer to follow each other.
    @inline(__always)
    func rowCycles(rows: Int) -> Int {
        rows * ticks.rowCycle * load.rowsInBusiestBank / load.rowsSeen
    }

    /// Adds the units' parts to the clocks of their column paths and their banks.
    mutating func workUnits(_ shape: TransferShape, lead: Int, opens: Bool) {
        guard !load.isUniform else { return }
        let channelShift = geometry.laneShift + geometry.channelShift
        // The last column command's data takes a burst.
        let toData = ticks.burst - ticks.columnInGroup
        var (bursts, busy, cycling) = (0, 0, 0)
        for place in 0..<(channelsAreAlike ? geometry.unitsPerChannel : load.unitCount) {
            let unit = channelsAreAlike ? place : load.touchedUnits[place]
            guard load.units[unit] > 0 else { continue }
            if load.units[unit] != bursts {
                bursts = load.units[unit]
                busy = bursts * columnPace
                longestWork = max(longestWork, busy)
                cycling = shape.rows > 1 ? rowCycles(rows: (openedPerBurst * bursts) >> 12) : max(ticks.rowCycle, busy)
            }
            let start = parts.visible[unit &>> channelShift] + lead
            let columnEnd = max(parts.column[unit], start) + busy
            parts.column[unit] = columnEnd
            finish = max(finish, columnEnd + toData)
            lastUnitEnd = max(lastUnitEnd, columnEnd)
            guard shape.rows > 1 || opens else { continue }
            let clock = unit * geometry.banks + (shape.rows > 1 ? 0 : firstBank)
            let begin = max(parts.bank[clock], start)
            parts.bank[clock] = begin + cycling
            finish = max(finish, begin + (shape.rows > 1 ? cycling : busy + toData))
            lastUnitEnd = max(lastUnitEnd, begin + cycling)
        }
    }

    /// How fast a unit's bursts follow each other: at tCCD_L, or faster where the queue sees rows of several stack
    /// identifiers, each with bank groups of its own. Then the bus waits for every change between them.
    @inline(__always)
    mutating func findColumnPace(_ shape: TransferShape, isWrite: Bool) {
        (columnPace, stackWait) = (ticks.columnInGroup, 0)
        guard meetsStacks(shape) else { return }
        let groups = load.unitCount / load.laneCount
        let change = isWrite ? 0 : ticks.stackSwitch
        let round = geometry.stacks * (groups * ticks.burst + change)
        guard round < geometry.stacks * ticks.columnInGroup else { return }
        columnPace = max(round, ticks.columnInGroup) / geometry.stacks
        // Where the queue also holds bursts of another transfer, one of the same stack is often at hand.
        let lanesMet = load.laneCount
        let alone = shape.bursts - min(shape.bursts, readQueue * min(geometry.channels, lanesMet))
        stackWait = change * (alone * 1024 / shape.bursts) / (1024 * Self.stackTurns)
    }

    /// One burst in so many finds no other of the same stack that could go before. Fitted; see Docs/Validation-memory.md.
    static let stackTurns = 2

    /// Whether the queue can see rows of several stack identifiers at once of a strided transfer.
    @inline(__always)
    private func meetsStacks(_ shape: TransferShape) -> Bool {
        guard geometry.stacks > 1, shape.rows > 1, !load.isUniform else { return false }
        let channels = min(geometry.channels, load.laneCount)
        let perStack = shape.bursts / regions / channels * geometry.banks / geometry.stacks
        return perStack < 2 * readQueue && regions > geometry.banks / geometry.stacks
    }
}
