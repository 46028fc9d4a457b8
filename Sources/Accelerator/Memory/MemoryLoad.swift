/// How many bursts of one transfer fall to each unit and lane, and how many rows they open.
///
/// Kept by the memory from transfer to transfer only to save allocations; empty between transfers.
struct MemoryLoad: Hashable, Sendable {
    /// Bursts per unit, and per lane.
    private(set) var units: [Int]
    private(set) var lanes: [Int]
    /// Lanes and units with a burst, in no order.
    private(set) var touchedLanes: [Int] = []
    private(set) var touchedUnits: [Int] = []
    /// Whether every unit gets the same; then nothing is listed.
    private(set) var isUniform = false
    /// Rows opened in all units together, if none is open yet.
    private(set) var activations = 0
    /// Of the rows that a unit opens one after another, so many as were looked at, and those in the busiest bank.
    private(set) var rowsSeen = 1
    private(set) var rowsInBusiestBank = 1

    init(_ geometry: MemoryGeometry) {
        units = Array(repeating: 0, count: geometry.units)
        lanes = Array(repeating: 0, count: geometry.lanes)
        touchedLanes.reserveCapacity(geometry.lanes)
        touchedUnits.reserveCapacity(geometry.units)
    }

    /// The first lane that the transfer comes to.
    var firstLane: Int { touchedLanes.first ?? 0 }

    mutating func clear() {
        isUniform = false
        activations = 0
        guard !touchedLanes.isEmpty else { return }
        for lane in touchedLanes { lanes[lane] = 0 }
        for unit in touchedUnits { units[unit] = 0 }
        touchedLanes.removeAll(keepingCapacity: true)
        touchedUnits.removeAll(keepingCapacity: true)
    }

    /// Spreads a transfer over the units, in work that does not grow with its size.
    mutating func fill(_ shape: TransferShape, _ geometry: MemoryGeometry) {
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
        activations = rowsOpened(by: shape, geometry)
        countBanks(shape, geometry)
    }

    /// The distance at which the starts of all rows lie within a stripe: a power of two.
    private func spacing(_ shape: TransferShape, _ geometry: MemoryGeometry) -> Int {
        1 << min(shape.pitch.trailingZeroBitCount, geometry.stripeShift)
    }

    /// Visits every slot of one short row.
    private mutating func walk(from address: Int, _ bytes: Int, _ geometry: MemoryGeometry) {
        let burstShift = geometry.burst.trailingZeroBitCount
        let burstsPerSlot = 1 &<< (geometry.slotShift - burstShift)
        var burst = address &>> burstShift
        let end = (address + bytes + geometry.burst - 1) &>> burstShift
        while burst < end {
            let next = min(end, (burst & ~(burstsPerSlot - 1)) + burstsPerSlot)
            let slot = (burst &>> (geometry.slotShift - burstShift)) & (geometry.slotsPerStripe - 1)
            add(next - burst, to: geometry.slotUnits[slot], geometry)
            burst = next
        }
    }

    /// Rows start at equal distances within the stripe, so a burst's load depends only on its place between two starts.
    private mutating func spreadPeriodically(_ shape: TransferShape, _ geometry: MemoryGeometry) {
        let burstShift = geometry.burst.trailingZeroBitCount
        let spacing = spacing(shape, geometry) &>> burstShift
        let spacingShift = spacing.trailingZeroBitCount
        let startsShift = geometry.stripeShift - burstShift - spacingShift
        let first = (shape.address &>> burstShift) & (spacing - 1)
        let perRow = (shape.bursts + shape.rows - 1) / shape.rows
        let burstsPerSlot = 1 &<< (geometry.slotShift - burstShift)
        for slot in 0..<geometry.slotsPerStripe {
            let begin = (slot * burstsPerSlot - first) & (spacing - 1)
            if begin >= perRow, begin + burstsPerSlot <= spacing { continue }
            var covered = 0
            for burst in slot * burstsPerSlot..<(slot + 1) * burstsPerSlot {
                let place = (burst - first) & (spacing - 1)
                if place < perRow { covered += (perRow - 1 - place) &>> spacingShift + 1 }
            }
            if covered > 0 {
                let bursts = (covered * shape.rows + (1 << startsShift) / 2) &>> startsShift
                add(max(1, bursts), to: geometry.slotUnits[slot], geometry)
            }
        }
    }

    @inline(__always)
    private mutating func add(_ bursts: Int, to unit: Int, _ geometry: MemoryGeometry) {
        let lane = unit &>> geometry.laneShift
        if lanes[lane] == 0 { touchedLanes.append(lane) }
        if units[unit] == 0 { touchedUnits.append(unit) }
        lanes[lane] += bursts
        units[unit] += bursts
    }

    /// In each region a unit opens its row once, however often the transfer comes back to it.
    private func rowsOpened(by shape: TransferShape, _ geometry: MemoryGeometry) -> Int {
        let region = 1 &<< geometry.regionShift
        let reachable = isUniform ? geometry.units : touchedUnits.count
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
    private mutating func countBanks(_ shape: TransferShape, _ geometry: MemoryGeometry) {
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
        var seen: [(bank: Int, row: Int)] = []
        for visit in 0..<16 where visit * starts < shape.rows {
            let address = shape.address + visit * starts * shape.pitch
            let place = (bank: geometry.bank(address), row: geometry.row(address))
            if !seen.contains(where: { $0 == place }) { seen.append(place) }
        }
        rowsSeen = seen.count
        // Neighbouring rows that overlap in a unit may lie in neighbouring regions, and so in different banks.
        let apart = max(1, shape.pitch & ((1 &<< geometry.stripeShift) - 1))
        let together = max(1, min(shape.rowBytes / apart, starts))
        let regions = 1 + ((together - 1) * shape.pitch) &>> geometry.regionShift
        let busiest = seen.reduce(0) { most, place in
            max(most, seen.reduce(0) { $0 + ($1.bank == place.bank ? 1 : 0) })
        }
        // One row more than the others' in a bank is evened out by what the queue sees beyond these visits.
        rowsInBusiestBank = max(1, (seen.count + geometry.banks - 1) / geometry.banks, busiest - 1)
        rowsSeen *= min(geometry.banks, regions)
    }
}
