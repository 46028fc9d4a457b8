/// What a memory with banks knows of each of its parts.
///
/// One object, so that one look before a transfer tells whether a copy of the memory shares it.
final class MemoryParts {
    // Clocks, in ticks of data time.
    let lanes: FixedTable<LaneClocks>
    /// The column path of each unit, and the row cycles of its banks.
    let column: FixedTable<Int>
    let bank: FixedTable<Int>
    let command: FixedTable<Int>
    let openForReads: OpenRows
    let openForWrites: OpenRows
    /// Writes waiting per channel, and reads since it last turned.
    let waitingWrites: FixedTable<Int>
    let readsSinceTurn: FixedTable<Int>

    // What a transfer under way needs; meaningless between transfers, and so neither copied nor compared.
    let load: MemoryLoad
    /// When each channel's controller comes to see the transfer, and whether it turns for it.
    let visible: FixedTable<Int>
    let isTurning: FixedTable<Bool>
    /// What it meets on each of its lanes.
    let meetings: FixedTable<OpenRows.Meeting>
    /// The rows that the transfer leaves open: as many as the memory counts for it.
    let visits: FixedTable<RegionVisit>

    init(_ geometry: MemoryGeometry, sight: Int, lane: LaneClocks) {
        lanes = FixedTable(repeating: lane, count: geometry.lanes)
        column = FixedTable(repeating: 0, count: geometry.units)
        bank = FixedTable(repeating: 0, count: geometry.units * geometry.banks)
        command = FixedTable(repeating: 0, count: geometry.channels)
        openForReads = OpenRows(lanes: geometry.lanes, banks: geometry.banks, sight: sight)
        openForWrites = OpenRows(lanes: geometry.lanes, banks: geometry.banks, sight: sight)
        waitingWrites = FixedTable(repeating: 0, count: geometry.channels)
        readsSinceTurn = FixedTable(repeating: 0, count: geometry.channels)
        load = MemoryLoad(geometry)
        visible = FixedTable(repeating: 0, count: geometry.channels)
        isTurning = FixedTable(repeating: false, count: geometry.channels)
        meetings = FixedTable(repeating: .hit, count: geometry.lanes)
        visits = FixedTable(repeating: RegionVisit(bank: 0, row: 0, done: 0), count: geometry.banks)
    }

    func copy(_ geometry: MemoryGeometry) -> MemoryParts {
        let copy = MemoryParts(geometry, sight: openForReads.sight, lane: lanes[0])
        copy.lanes.take(lanes)
        copy.column.take(column)
        copy.bank.take(bank)
        copy.command.take(command)
        copy.openForReads.take(openForReads)
        copy.openForWrites.take(openForWrites)
        copy.waitingWrites.take(waitingWrites)
        copy.readsSinceTurn.take(readsSinceTurn)
        return copy
    }
}

extension MemoryParts: Equatable {
    static func == (left: MemoryParts, right: MemoryParts) -> Bool {
        left.lanes.equals(right.lanes) && left.column.equals(right.column) && left.bank.equals(right.bank)
            && left.command.equals(right.command) && left.openForReads == right.openForReads
            && left.openForWrites == right.openForWrites && left.waitingWrites.equals(right.waitingWrites)
            && left.readsSinceTurn.equals(right.readsSinceTurn)
    }
}
