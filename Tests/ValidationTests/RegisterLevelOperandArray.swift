import Architecture

/// An array whose elements hold an operand: weight-stationary, or input-stationary on the transposed product.
///
/// Each element has a register for the stationary operand (two where loads overlap), one for the value moving right,
/// its row tag and its take-over flag, and one for the sum moving down. The stationary operand is shifted in from the
/// top, `rowsPerCycle` rows at a time.
struct RegisterLevelOperandArray {
    let schedule: RegisterLevelSchedule
    let products: [RegisterLevelOperands]
    let loadSkew: RegisterLevelLoadSkew

    private var rows: Int { schedule.spec.rows }
    private var columns: Int { schedule.spec.columns }
    private var transposes: Bool { schedule.spec.dataflow == .inputStationary }

    /// Clocks the array until the last row of results is out; returns the cycle each row left in.
    func clock() -> [Int] {
        let rows = rows, columns = columns
        let size = rows * columns
        let doubled = schedule.spec.load.overlap != .notOverlapped
        let hop = schedule.spec.load.rowsPerCycle
        let lead = rows + columns
        let cycles = schedule.end + rows + columns
        let starts = schedule.starts.padded(lead: lead, cycles: cycles)
        let dataTile = schedule.dataTile.padded(lead: lead, cycles: cycles)
        let loadTile = schedule.loadTile.padded(lead: lead, cycles: cycles)
        let feeds = Feeds(self)

        // Two packed steps of k per element at most: a low and a high register for each operand.
        let active = [RegisterLevelRegisters(size), RegisterLevelRegisters(size)]
        let second = [RegisterLevelRegisters(size), RegisterLevelRegisters(size)]
        let chain = [RegisterLevelRegisters(size * hop), RegisterLevelRegisters(size * hop)]
        let moving = [RegisterLevelRegisters(size), RegisterLevelRegisters(size)]
        let (activeLow, activeHigh) = (active[0].values, active[1].values)
        let (secondLow, secondHigh) = (second[0].values, second[1].values)
        let (loadLow, loadHigh) = doubled ? (secondLow, secondHigh) : (activeLow, activeHigh)
        let (chainLow, chainHigh) = (chain[0].values, chain[1].values)
        let (movingLow, movingHigh) = (moving[0].values, moving[1].values)
        let sums = RegisterLevelRegisters(size), tags = RegisterLevelRegisters(size, reset: -1)
        let takeOver = RegisterLevelRegisters(size)
        let (sum, tag, flag) = (sums.values, tags.values, takeOver.values)
        var left: [Int] = []

        var now = 0
        while now < cycles {
            // From the far corner to the near one: a register reads its neighbour's value of the cycle before.
            var row = rows - 1
            while row >= 0 {
                var column = columns - 1
                while column >= 0 {
                    let here = row * columns + column
                    // The stream.
                    var tagIn = Int32(-1), lowIn = Int32(0), highIn = Int32(0), flagIn = Int32(0)
                    if column > 0 {
                        tagIn = tag[here - 1]
                        lowIn = movingLow[here - 1]
                        highIn = movingHigh[here - 1]
                        flagIn = flag[here - 1]
                    } else {
                        flagIn = starts[lead + now - row] >= 0 ? 1 : 0
                        if dataTile[lead + now - row] >= 0 {
                            tagIn = Int32(now - row)
                            lowIn = feeds.stream(issued: now - row, row: row, 0)
                            highIn = feeds.stream(issued: now - row, row: row, 1)
                        }
                    }
                    if doubled && flagIn == 1 {
                        activeLow[here] = secondLow[here]
                        activeHigh[here] = secondHigh[here]
                    }
                    let above = row > 0 ? sum[here - columns] : 0
                    let out = above &+ lowIn &* activeLow[here] &+ highIn &* activeHigh[here]
                    sum[here] = out
                    tag[here] = tagIn
                    movingLow[here] = lowIn
                    movingHigh[here] = highIn
                    flag[here] = flagIn
                    if row == rows - 1 && tagIn >= 0 {
                        feeds.deliver(out, issued: Int(tagIn), column: column)
                        if column == columns - 1 { left.append(now) }
                    }

                    // The load chain.
                    let issued = now - (loadSkew.columns ? column : 0) - (loadSkew.rows ? row : 0)
                    if loadTile[lead + issued] >= 0 {
                        let oldLow = loadLow[here], oldHigh = loadHigh[here]
                        if row < hop {
                            loadLow[here] = feeds.push(issued: issued, port: row, column: column, 0)
                            loadHigh[here] = feeds.push(issued: issued, port: row, column: column, 1)
                        } else if loadSkew.rows {
                            let register = (here - hop * columns) * hop + now % hop
                            loadLow[here] = chainLow[register]
                            loadHigh[here] = chainHigh[register]
                        } else {
                            loadLow[here] = loadLow[here - hop * columns]
                            loadHigh[here] = loadHigh[here - hop * columns]
                        }
                        chainLow[here * hop + now % hop] = oldLow
                        chainHigh[here * hop + now % hop] = oldHigh
                    }
                    column -= 1
                }
                row -= 1
            }
            now += 1
        }
        return withExtendedLifetime((active, second, chain, moving, sums, tags, takeOver)) { left }
    }
}

/// What the memories around the array hold: operands at its left and top edge, accumulators at its bottom.
private struct Feeds {
    let schedule: RegisterLevelSchedule
    let products: [RegisterLevelOperands]
    let transposes: Bool
    let dataTile: [Int32]
    let dataRow: [Int32]
    let loadTile: [Int32]
    let loadStep: [Int32]

    init(_ array: RegisterLevelOperandArray) {
        schedule = array.schedule
        products = array.products
        transposes = array.schedule.spec.dataflow == .inputStationary
        dataTile = schedule.dataTile.issued
        dataRow = schedule.dataRow.issued
        loadTile = schedule.loadTile.issued
        loadStep = schedule.loadStep.issued
    }

    /// The streamed operand that enters a row of elements; 0 in rows that the tile does not use.
    func stream(issued: Int, row: Int, _ lane: Int) -> Int32 {
        let tile = schedule.tiles[Int(dataTile[issued])]
        let product = products[tile.product]
        let streamed = Int(dataRow[issued])
        guard streamed >= 0, row < tile.rows, lane < product.packed else { return 0 }
        let step = (tile.row + row) * product.packed + lane
        return transposes ? product.right(tile.batch, step, streamed) : product.left(tile.batch, streamed, step)
    }

    /// The stationary operand that enters the chain at one of the top `rowsPerCycle` rows; the deepest row comes first.
    func push(issued: Int, port: Int, column: Int, _ lane: Int) -> Int32 {
        let tile = schedule.tiles[Int(loadTile[issued])]
        let product = products[tile.product]
        let moved = schedule.spec.edgeTiles == .padded ? schedule.spec.rows : tile.rows
        let hop = schedule.spec.load.rowsPerCycle
        let last = (moved + hop - 1) / hop - 1
        let row = port + hop * (last - Int(loadStep[issued]))
        guard row < tile.rows, column < tile.columns, lane < product.packed else { return 0 }
        let step = (tile.row + row) * product.packed + lane
        let across = tile.column + column
        return transposes ? product.left(tile.batch, across, step) : product.right(tile.batch, step, across)
    }

    /// Adds what leaves the bottom of a column to the accumulator of its result.
    func deliver(_ sum: Int32, issued: Int, column: Int) {
        let tile = schedule.tiles[Int(dataTile[issued])]
        guard column < tile.columns, dataRow[issued] >= 0 else { return }
        let product = products[tile.product]
        let (streamed, across) = (Int(dataRow[issued]), tile.column + column)
        let (row, place) = transposes ? (across, streamed) : (streamed, across)
        product.sums.values[(tile.batch * product.shape.m + row) * product.shape.n + place] &+= sum
    }
}
