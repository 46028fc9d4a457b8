import Architecture

/// The controller of the register-level array: what it issues at the array's edge in every cycle.
///
/// It walks tiles one after the other and lets each begin as soon as the registers allow; nothing here knows a formula
/// for more than one tile.
struct RegisterLevelSchedule {
    /// Cycles of a streamed row.
    let rowCycles: Int
    let spec: ArraySpec
    let tiles: [RegisterLevelTile]

    /// By cycle: the tile whose first slot begins, or -1.
    private(set) var starts = RegisterLevelLog()
    /// By cycle: the tile of the row whose slot ends with this cycle and the row in it, or -1.
    private(set) var dataTile = RegisterLevelLog()
    private(set) var dataRow = RegisterLevelLog()
    /// By cycle: the tile of which stationary rows are pushed, and the how-manieth push it is, or -1.
    private(set) var loadTile = RegisterLevelLog()
    private(set) var loadStep = RegisterLevelLog()
    /// By cycle (output-stationary): the tile whose last slot ends with this cycle, or -1.
    private(set) var ends = RegisterLevelLog()
    /// By cycle (output-stationary): the tile whose sums shift by one row, and the how-manieth shift it is, or -1;
    /// in lock step only the second is used, and holds the tile whose beat it is.
    private(set) var drainTile = RegisterLevelLog()
    private(set) var drainStep = RegisterLevelLog()
    /// The cycle after the last slot.
    private(set) var end = 0

    init(_ spec: ArraySpec, tiles: [RegisterLevelTile], rowCycles: Int) {
        self.spec = spec
        self.tiles = tiles
        self.rowCycles = rowCycles
        switch (spec.dataflow, spec.load.overlap) {
        case (.outputStationary, .notOverlapped), (.outputStationary, .doubleBuffered): issueResults()
        case (.outputStationary, .lockStep): issueResultsInLockStep()
        case (_, .notOverlapped): issueSerially()
        case (_, .doubleBuffered): issueDoubleBuffered()
        case (_, .lockStep): issueInLockStep()
        }
    }

    /// Stands for a row of zeros in `dataRow`.
    static let zeroRow = -2

    private var settle: Int {
        let settle = spec.load.settle
        return max(0, settle.fixed + settle.perRow * spec.rows + settle.perColumn * spec.columns)
    }

    /// Pushes that fill a tile.
    private func pushes(_ tile: RegisterLevelTile) -> Int {
        let rows = spec.edgeTiles == .padded ? spec.rows : tile.rows
        return (rows + spec.load.rowsPerCycle - 1) / spec.load.rowsPerCycle
    }

    private func drains(_ tile: RegisterLevelTile) -> Int { spec.edgeTiles == .padded ? spec.rows : tile.rows }

    /// Load, stream, settle, load, ...
    private mutating func issueSerially() {
        var now = 0
        for index in tiles.indices {
            if index > 0 { now += settle }
            now = push(index, from: now)
            if index > 0 { now += spec.dispatchGap }
            now = stream(index, from: now)
        }
        end = now
    }

    /// The loader works one tile ahead: it begins when the streaming tile has taken the second registers over.
    private mutating func issueDoubleBuffered() {
        var loaded = push(0, from: 0)
        var now = loaded
        for index in tiles.indices {
            if index > 0 { now = max(now, loaded) + spec.dispatchGap }
            if index + 1 < tiles.count { loaded = push(index + 1, from: now + settle) }
            now = stream(index, from: now)
        }
        end = now
    }

    /// Beats of one streamed row and one push; the next tile's pushes come with the last block of this one.
    private mutating func issueInLockStep() {
        var now = 0
        for step in 0..<pushes(tiles[0]) { push(0, step: step, at: now + step * rowCycles) }
        now += pushes(tiles[0]) * rowCycles
        for index in tiles.indices {
            if index > 0 { now += spec.dispatchGap }
            now = stream(index, from: now) { schedule, lastBlock, rows in
                guard index + 1 < schedule.tiles.count else { return rows }
                let pushes = schedule.pushes(schedule.tiles[index + 1])
                for step in 0..<pushes {
                    schedule.push(index + 1, step: step, at: lastBlock + step * schedule.rowCycles)
                }
                return max(rows, pushes)
            }
        }
        end = now
    }

    /// Sums shift out once the lowest row is finished; a second register lets the next tile begin meanwhile.
    private mutating func issueResults() {
        var now = 0
        var free = 0
        for (index, tile) in tiles.enumerated() {
            let slot = max(tile.streamRows, spec.minimumRowsPerBlock) * rowCycles
            if index > 0 {
                let wait = spec.load.overlap == .notOverlapped ? free - now : max(0, free - now - slot)
                now += wait + spec.dispatchGap
            }
            now = stream(index, from: now)
            ends.issue(index, at: now - 1)
            for step in 0..<drains(tile) {
                drainTile.issue(index, at: now + spec.rows - 1 + step)
                drainStep.issue(step, at: now + spec.rows - 1 + step)
            }
            free = now + drains(tile) + settle
        }
        end = now
    }

    /// Every beat shifts the idle registers by one row: zeros in, the sums of the tile before out.
    private mutating func issueResultsInLockStep() {
        var now = spec.rows * rowCycles
        for index in tiles.indices {
            if index > 0 { now += spec.dispatchGap }
            let start = now
            now = stream(index, from: now) { schedule, _, rows in max(rows, schedule.spec.rows) }
            for beat in stride(from: start, to: now, by: rowCycles) { drainStep.issue(index, at: beat) }
        }
        end = now
        // A flush: one more flip, then beats without rows.
        starts.issue(tiles.count, at: now)
        for step in 0..<spec.rows { drainStep.issue(tiles.count, at: now + step * rowCycles) }
    }

    /// Issues a tile's rows; `extend` may lengthen the last block and is told where it starts.
    private mutating func stream(
        _ index: Int, from start: Int,
        extend: (inout RegisterLevelSchedule, _ lastBlock: Int, _ rows: Int) -> Int = { _, _, rows in rows }
    ) -> Int {
        let tile = tiles[index]
        let blockRows = spec.load.overlap == .lockStep ? spec.rows : tile.streamRows
        starts.issue(index, at: start)
        var now = start
        var row = 0
        while row < tile.streamRows {
            let rows = min(blockRows, tile.streamRows - row)
            let first = row
            row += rows
            var slots = max(rows, spec.minimumRowsPerBlock)
            if row == tile.streamRows { slots = extend(&self, now, slots) }
            for offset in 0..<max(rows, spec.minimumRowsPerBlock) {
                // What fills a short block up is a row of zeros, and leaves the array as one.
                let content = offset < rows ? tile.stream + first + offset : Self.zeroRow
                dataTile.issue(index, at: now + (offset + 1) * rowCycles - 1)
                dataRow.issue(content, at: now + (offset + 1) * rowCycles - 1)
            }
            now += slots * rowCycles
        }
        return now
    }

    private mutating func push(_ index: Int, from start: Int) -> Int {
        let first = start + spec.load.fixed
        let count = pushes(tiles[index])
        for step in 0..<count { push(index, step: step, at: first + step) }
        return first + count
    }

    private mutating func push(_ index: Int, step: Int, at cycle: Int) {
        loadTile.issue(index, at: cycle)
        loadStep.issue(step, at: cycle)
    }
}
