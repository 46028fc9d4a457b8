/// The tiles of a run in order, summed without walking them.
///
/// Neighbouring tiles differ only in how many rows stream (full pass or the last one) and in how many stationary rows
/// move (full tile or the edge one), so a run has at most four kinds of transition from one tile to the next.
struct TileSequence {
    let passes: Int
    let passRows: Int
    let tiles: Int
    let firstSlot: TileTiming.Slot
    let lastSlot: TileTiming.Slot
    /// First row in to the end of the last slot.
    private(set) var span = 0
    private(set) var working = 0
    /// Cycles in which only stationary rows move.
    private(set) var exposed = 0

    init(
        batch: Int, grid: TileGrid, passRows: Int, fullRows: Int, timing: TileTiming, isOutputStationary: Bool,
        _ count: inout CheckedCount
    ) {
        self.passRows = passRows
        passes = count.tiles(of: passRows, in: grid.stream)
        let tilesPerPass = count.product(grid.rowTiles, grid.columnTiles)
        tiles = count.product(count.product(batch, passes), tilesPerPass)
        let fullSlot = timing.slot(rows: passRows, &count)
        lastSlot = passes == 1 ? fullSlot : timing.slot(rows: grid.stream - (passes - 1) * passRows, &count)
        firstSlot = fullSlot

        if isOutputStationary {
            let columns = count.product(batch, grid.columnTiles)
            let full = timing.drain(rows: fullRows, &count)
            let edge = timing.drain(rows: grid.edgeRows, &count)
            let swap = timing.load(rows: fullRows, &count)
            add(count.product(columns, grid.rowTiles - 1), lastSlot, moving: max(full, swap), timing, &count)
            add(count.difference(columns, 1), lastSlot, moving: max(edge, swap), timing, &count)
        } else {
            let edge = timing.load(rows: grid.edgeRows, &count)
            let full = grid.rowTiles > 1 ? timing.load(rows: fullRows, &count) : edge
            // Of a column's tiles, one is followed by the edge tile (where there are others); the rest by a full one,
            // or by the first of the next column.
            let toEdge = grid.rowTiles > 1 ? grid.columnTiles : 0
            let toFull = count.difference(tilesPerPass, toEdge)
            let fullPasses = count.product(batch, passes - 1)
            add(count.product(fullPasses, toFull), fullSlot, moving: full, timing, &count)
            add(count.product(fullPasses, toEdge), fullSlot, moving: edge, timing, &count)
            add(count.difference(count.product(batch, toFull), 1), lastSlot, moving: full, timing, &count)
            add(count.product(batch, toEdge), lastSlot, moving: edge, timing, &count)
        }
        let slot = count.sum(lastSlot.before, lastSlot.last)
        span = count.sum(span, slot)
        working = count.sum(working, lastSlot.working)
    }

    /// Adds `times` slots, each followed by a transition under which `moving` cycles of stationary rows pass.
    private mutating func add(
        _ times: Int, _ slot: TileTiming.Slot, moving: Int, _ timing: TileTiming, _ count: inout CheckedCount
    ) {
        guard times > 0 else { return }
        let wait = timing.exposed(moving, after: slot, &count)
        let streaming = count.sum(slot.before, slot.last)
        let interval = count.sum(count.sum(streaming, wait), timing.idle)
        span = count.sum(span, count.product(times, interval))
        working = count.sum(working, count.product(times, slot.working))
        exposed = count.sum(exposed, count.product(times, wait))
    }
}
