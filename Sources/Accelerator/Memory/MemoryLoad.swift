/// How many bursts of one transfer fall to each unit and lane, and how many rows they open.
///
/// Kept by the memory from transfer to transfer only to save allocations.
final class MemoryLoad {
    /// Bursts per unit, and per lane.
    let units: FixedTable<Int>
    let lanes: FixedTable<Int>
    /// Lanes and units with a burst, in no order: the first so many places of each table.
    let touchedLanes: FixedTable<Int>
    private(set) var laneCount = 0
    let touchedUnits: FixedTable<Int>
    private(set) var unitCount = 0
    /// Whether every unit gets the same; then nothing is listed.
    private(set) var isUniform = false
    /// Rows opened in all units together, if none is open yet.
    private(set) var activations = 0
    /// Of the rows that a unit opens one after another, so many as were looked at, and those in the busiest bank.
    private(set) var rowsSeen = 1
    private(set) var rowsInBusiestBank = 1
    private static let rowsLookedAt = 16
    private let places: FixedTable<RegionVisit>
    private let rowsInBank: FixedTable<Int>

    init(_ geometry: MemoryGeometry) {
        units = FixedTable(repeating: 0, count: geometry.units)
        lanes = FixedTable(repeating: 0, count: geometry.lanes)
        touchedLanes = FixedTable(repeating: 0, count: geometry.lanes)
        touchedUnits = FixedTable(repeating: 0, count: geometry.units)
        places = FixedTable(repeating: RegionVisit(bank: 0, row: 0, done: 0), count: Self.rowsLookedAt)
        rowsInBank = FixedTable(repeating: 0, count: geometry.banks)
    }

    /// The first lane that the transfer comes to.
    var firstLane: Int { laneCount > 0 ? touchedLanes[0] : 0 }

    private func clear() {
        isUniform = false
        for place in 0..<laneCount { lanes[touchedLanes[place]] = 0 }
        for place in 0..<unitCount { units[touchedUnits[place]] = 0 }
        laneCount = 0
        unitCount = 0
    }

    /// Spreads a transfer over the units, in work that does not grow with its size.
    func fill(_ shape: TransferShape, _ geometry: MemoryGeometry) {
        clear()
        let slotsPerRow = (shape.rowBytes &>> geometry.slotShift) + 2
        let few = 2 * geometry.slotsPerStripe
        if shape.rows <= few, slotsPerRow <= few, shape.rows * slotsPerRow <= few {
            for row in 0..<shape.rows { walk(from: shape.address + row * shape.pitch, shape.rowBytes, geometry) }
        } else if shape.rows == 1 || spacing(shape, geometry) <= 1 &<< geometry.slotShift {
            isUniform = true
        } else {
            spreadPeriodically(shape, geometry)
        }
        sumLanes(geometry)
        activations = rowsOpened(by: shape, geometry)
        countBanks(shape, geometry)
    }

    /// The distance at which the starts of all rows lie within a stripe: a power of two.
    private func spacing(_ shape: TransferShape, _ geometry: MemoryGeometry) -> Int {
        1 << min(shape.pitch.trailingZeroBitCount, geometry.stripeShift)
    }

    /// Visits every slot of one short row.
    private func walk(from address: Int, _ bytes: Int, _ geometry: MemoryGeometry) {
        let burstShift = geometry.burst.trailingZeroBitCount
        let slotShift = geometry.slotShift - burstShift
        var burst = address &>> burstShift
        let end = (address + bytes + geometry.burst - 1) &>> burstShift
        while burst < end {
            let slot = burst &>> slotShift
            let next = min(end, (slot &+ 1) &<< slotShift)
            add(next &- burst, to: geometry.slotUnits[slot & (geometry.slotsPerStripe &- 1)])
            burst = next
        }
    }

    /// Rows start at equal distances within the stripe, so a burst's load depends only on its place between two starts.
    private func spreadPeriodically(_ shape: TransferShape, _ geometry: MemoryGeometry) {
        let burstShift = geometry.burst.trailingZeroBitCount
        let spacing = spacing(shape, geometry) &>> burstShift
        let spacingShift = spacing.trailingZeroBitCount
        let startsShift = geometry.stripeShift - burstShift - spacingShift
        let first = (shape.address &>> burstShift) & (spacing - 1)
        let perRow = (shape.bursts + shape.rows - 1) / shape.rows
        // Each row covers all places so many times, and the first so many once more.
        let times = perRow &>> spacingShift
        let rest = perRow & (spacing - 1)
        let slotShift = geometry.slotShift - burstShift
        var slot = 0
        while slot < geometry.slotsPerStripe {
            let begin = (slot &<< slotShift - first) & (spacing - 1)
            let end = begin + 1 &<< slotShift
            let once = max(0, min(end, rest) - begin) + max(0, min(end - spacing, rest))
            let covered = times &<< slotShift + once
            if covered > 0 {
                let bursts = (covered * shape.rows + (1 << startsShift) / 2) &>> startsShift
                add(max(1, bursts), to: geometry.slotUnits[slot])
                slot += 1
            } else {
                // On to the slot in which the next row starts.
                slot += max(1, (spacing - begin) &>> slotShift)
            }
        }
    }

    @inline(__always)
    private func add(_ bursts: Int, to unit: Int) {
        let known = units[unit]
        units[unit] = known &+ bursts
        guard known == 0 else { return }
        touchedUnits[unitCount] = unit
        unitCount &+= 1
    }

    /// Adds up what the units of each lane get.
    private func sumLanes(_ geometry: MemoryGeometry) {
        for place in 0..<unitCount {
            let unit = touchedUnits[place]
            let lane = unit &>> geometry.laneShift
            let known = lanes[lane]
            lanes[lane] = known &+ units[unit]
            guard known == 0 else { continue }
            touchedLanes[laneCount] = lane
            laneCount &+= 1
        }
    }

    /// In each region a unit opens its row once, however often the transfer comes back to it.
    private func rowsOpened(by shape: TransferShape, _ geometry: MemoryGeometry) -> Int {
        let region = 1 &<< geometry.regionShift
        let reachable = isUniform ? geometry.units : unitCount
        guard shape.rows > 1 else {
            let regions = ((shape.end - 1) &>> geometry.regionShift) - (shape.address &>> geometry.regionShift) + 1
            return reachable * (isUniform ? regions : 1)
        }
        let slots = TransferShape.bursts(
            from: shape.address, rows: shape.rows, rowBytes: shape.rowBytes, pitch: shape.pitch,
            burst: 1 &<< geometry.slotShift)
        guard shape.pitch < region else { return min(slots, shape.rows * reachable) }
        // Neighbouring rows may meet the same slots, and no region has more slots to meet than can be reached.
        let regions = max(1, (shape.rows * shape.pitch) &>> geometry.regionShift)
        let perRow = max(1, slots / shape.rows)
        let apart = shape.pitch & ((1 &<< geometry.stripeShift) - 1)
        let shift = min(apart, 1 &<< geometry.stripeShift - apart)
        let step = 1 &<< geometry.slotShift
        let met =
            shift < perRow * step
            ? (regions * (perRow * step - shift) + shape.rows * shift) &>> geometry.slotShift : slots
        return max(min(reachable, slots), min(met, regions * reachable))
    }

    /// Looks how the rows that a unit opens spread over its banks: visits to the same unit are `starts` rows apart, and some
    /// pitches bring them back to the same bank.
    private func countBanks(_ shape: TransferShape, _ geometry: MemoryGeometry) {
        (rowsSeen, rowsInBusiestBank) = (1, 1)
        guard shape.rows > 1 else { return }
        let starts = (1 &<< geometry.stripeShift) / spacing(shape, geometry)
        guard starts * shape.pitch >= 1 &<< geometry.regionShift,
            2 * spacing(shape, geometry) >= 1 &<< geometry.slotShift
        else {
            // One region after another, or all over the place.
            rowsSeen = geometry.banks
            return
        }
        let visits = (shape.rows + starts - 1) / starts
        let busiest = lookAtRows(shape, apart: starts * shape.pitch, count: visits, geometry)
        let seen = rowsSeen
        // Neighbouring rows that overlap in a unit may lie in neighbouring regions, and so in different banks.
        let apart = max(1, shape.pitch & ((1 &<< geometry.stripeShift) - 1))
        let together = max(1, min(shape.rowBytes / apart, starts))
        let regions = 1 + ((together - 1) * shape.pitch) &>> geometry.regionShift
        // One row more than the others' in a bank is evened out by what the queue sees beyond these visits.
        rowsInBusiestBank = max(1, (seen + geometry.banks - 1) / geometry.banks, busiest - 1)
        rowsSeen *= min(geometry.banks, regions)
    }

    /// Counts the first of the rows that a unit opens, and how many of them lie in the busiest bank.
    private func lookAtRows(_ shape: TransferShape, apart: Int, count: Int, _ geometry: MemoryGeometry) -> Int {
        var (seen, busiest) = (0, 0)
        for visit in 0..<min(count, Self.rowsLookedAt) {
            let address = shape.address + visit * apart
            let place = RegionVisit(bank: geometry.bank(address), row: geometry.row(address), done: 0)
            guard !(0..<seen).contains(where: { places[$0] == place }) else { continue }
            places[seen] = place
            seen += 1
            rowsInBank[place.bank] += 1
            busiest = max(busiest, rowsInBank[place.bank])
        }
        for number in 0..<seen { rowsInBank[places[number].bank] = 0 }
        rowsSeen = seen
        return busiest
    }
}
