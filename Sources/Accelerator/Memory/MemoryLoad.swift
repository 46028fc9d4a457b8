/// How many bursts of one transfer fall to each unit and lane, and how many rows they open.
///
/// Kept by the memory from transfer to transfer only to save allocations; empty between transfers.
struct MemoryLoad: Hashable, Sendable {
    /// Bursts per unit, and per lane.
    private(set) var units: [Int]
    private(set) var lanes: [Int]
    /// Lanes and units with a burst.
    private(set) var touchedLanes: [Int] = []
    private(set) var touchedUnits: [Int] = []
    /// Whether every unit gets the same; then `units` is not filled.
    private(set) var isUniform = false
    /// Rows opened in all units together, if none is open yet.
    private(set) var activations = 0
    /// Banks of a group that take turns when rows lie far apart.
    private(set) var banksMet = 1

    init(_ geometry: MemoryGeometry) {
        units = Array(repeating: 0, count: geometry.units)
        lanes = Array(repeating: 0, count: geometry.lanes)
        touchedLanes.reserveCapacity(geometry.lanes)
        touchedUnits.reserveCapacity(geometry.units)
    }

    mutating func clear() {
        for lane in touchedLanes { lanes[lane] = 0 }
        for unit in touchedUnits { units[unit] = 0 }
        touchedLanes.removeAll(keepingCapacity: true)
        touchedUnits.removeAll(keepingCapacity: true)
        isUniform = false
        activations = 0
    }

    /// Spreads a transfer over the units, in work that does not grow with its size.
    mutating func fill(_ shape: TransferShape, _ geometry: MemoryGeometry) {
        clear()
        let slotsPerRow = (shape.rowBytes >> geometry.slotShift) + 2
        if shape.rows <= 2 * geometry.slotsPerStripe / slotsPerRow {
            for row in 0..<shape.rows { walk(from: shape.address + row * shape.pitch, shape.rowBytes, geometry) }
        } else if shape.rows == 1 || spacing(shape, geometry) <= 1 << geometry.slotShift {
            spreadEvenly(shape.bursts, geometry)
        } else {
            spreadPeriodically(shape, geometry)
        }
        activations = rowsOpened(by: shape, geometry)
        banksMet = banksMet(by: shape, geometry)
    }

    /// The distance at which the starts of all rows lie within a stripe: a power of two.
    private func spacing(_ shape: TransferShape, _ geometry: MemoryGeometry) -> Int {
        1 << min(shape.pitch.trailingZeroBitCount, geometry.stripeShift)
    }

    /// Visits every slot of one short row.
    private mutating func walk(from address: Int, _ bytes: Int, _ geometry: MemoryGeometry) {
        let burstShift = geometry.burst.trailingZeroBitCount
        let burstsPerSlot = 1 << (geometry.slotShift - burstShift)
        var burst = address >> burstShift
        let end = (address + bytes + geometry.burst - 1) >> burstShift
        while burst < end {
            let next = min(end, (burst & ~(burstsPerSlot - 1)) + burstsPerSlot)
            let slot = (burst >> (geometry.slotShift - burstShift)) & (geometry.slotsPerStripe - 1)
            add(next - burst, to: geometry.slotUnits[slot], geometry)
            burst = next
        }
    }

    private mutating func spreadEvenly(_ bursts: Int, _ geometry: MemoryGeometry) {
        isUniform = true
        let (share, rest) = bursts.quotientAndRemainder(dividingBy: geometry.lanes)
        for lane in 0..<geometry.lanes {
            lanes[lane] = share + (lane < rest ? 1 : 0)
            touchedLanes.append(lane)
        }
    }

    /// Rows start at equal distances within the stripe, so a burst's load depends only on its place between two starts.
    private mutating func spreadPeriodically(_ shape: TransferShape, _ geometry: MemoryGeometry) {
        let burstShift = geometry.burst.trailingZeroBitCount
        let spacing = spacing(shape, geometry) >> burstShift
        let starts = (1 << (geometry.stripeShift - burstShift)) / spacing
        let first = (shape.address >> burstShift) & (spacing - 1)
        let perRow = (shape.bursts + shape.rows - 1) / shape.rows
        let burstsPerSlot = 1 << (geometry.slotShift - burstShift)
        for slot in 0..<geometry.slotsPerStripe {
            var covered = 0
            for burst in slot * burstsPerSlot..<(slot + 1) * burstsPerSlot {
                let place = (burst - first) & (spacing - 1)
                if place < perRow { covered += (perRow - 1 - place) / spacing + 1 }
            }
            if covered > 0 {
                let bursts = (covered * shape.rows + starts / 2) / starts
                add(max(1, bursts), to: geometry.slotUnits[slot], geometry)
            }
        }
    }

    private mutating func add(_ bursts: Int, to unit: Int, _ geometry: MemoryGeometry) {
        let lane = unit / geometry.groups
        if lanes[lane] == 0 { touchedLanes.append(lane) }
        if units[unit] == 0 { touchedUnits.append(unit) }
        lanes[lane] += bursts
        units[unit] += bursts
    }

    /// In each region a unit opens its row once, however often the transfer comes back to it.
    private func rowsOpened(by shape: TransferShape, _ geometry: MemoryGeometry) -> Int {
        let region = 1 << geometry.regionShift
        let reachable = isUniform ? geometry.units : touchedUnits.count
        guard shape.rows > 1 else {
            let regions = ((shape.end - 1) >> geometry.regionShift) - (shape.address >> geometry.regionShift) + 1
            return reachable * (isUniform ? max(1, regions - 1) : 1)
        }
        let slotsPerRow = min(reachable, (shape.rowBytes + (1 << geometry.slotShift) - 1) >> geometry.slotShift)
        guard shape.pitch < region else { return shape.rows * slotsPerRow }
        // Regions crossed, times the units that are met in each of them.
        let met = min(reachable * shape.pitch, region * slotsPerRow)
        let (regions, _) = (region * shape.pitch).dividingFullWidth(
            (shape.rows * shape.pitch).multipliedFullWidth(by: met))
        return max(reachable, regions)
    }

    /// How many banks of a group rows come to in turn: all of them, unless the pitch is a multiple of regions that skips
    /// some.
    private func banksMet(by shape: TransferShape, _ geometry: MemoryGeometry) -> Int {
        guard shape.rows > 1 else { return 1 }
        let beyond = shape.pitch.trailingZeroBitCount - geometry.regionShift
        guard beyond > 0, !geometry.hashes else { return geometry.banks }
        return max(1, geometry.banks >> min(beyond, geometry.banks.trailingZeroBitCount))
    }
}
