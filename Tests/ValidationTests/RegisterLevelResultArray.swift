import Architecture

/// An array whose elements hold a sum: output-stationary.
///
/// A moves right, B moves down, each element adds their products up. Finished sums shift down, one row per cycle: from
/// the adding registers themselves (not overlapped); from second registers, once the lowest row is finished (double
/// buffered); or from second registers that swap with the adding ones and shift with every beat, delayed by one
/// register per row (lock step).
struct RegisterLevelResultArray {
    let schedule: RegisterLevelSchedule
    let products: [RegisterLevelOperands]

    /// Clocks the array until the last row of results is out; returns the cycle each row left in.
    func clock() -> [Int] {
        let rows = schedule.spec.rows, columns = schedule.spec.columns
        let overlap = schedule.spec.load.overlap
        let size = rows * columns
        let lead = rows + columns
        let cycles = schedule.end + 2 * rows * schedule.rowCycles + columns
        let starts = schedule.starts.padded(lead: lead, cycles: cycles)
        let ends = schedule.ends.padded(lead: lead, cycles: cycles)
        let dataTile = schedule.dataTile.padded(lead: lead, cycles: cycles)
        let drainTile = schedule.drainTile.padded(lead: lead, cycles: cycles)
        let drainStep = schedule.drainStep.padded(lead: lead, cycles: cycles)
        let feeds = ResultFeeds(self)

        let right = [RegisterLevelRegisters(size), RegisterLevelRegisters(size)]
        let down = [RegisterLevelRegisters(size), RegisterLevelRegisters(size)]
        let (rightLow, rightHigh) = (right[0].values, right[1].values)
        let (downLow, downHigh) = (down[0].values, down[1].values)
        // Each sum has the name of the result it belongs to beside it.
        let banks = (0..<3).map { _ in RegisterLevelRegisters(size) }
        let names = (0..<3).map { _ in RegisterLevelRegisters(size, reset: -1) }
        let (sum, second, chain) = (banks[0].values, banks[1].values, banks[2].values)
        let (sumName, secondName, chainName) = (names[0].values, names[1].values, names[2].values)
        var left: [Int] = []

        func leave(_ value: Int32, _ name: Int32, column: Int, at cycle: Int) {
            guard name >= 0 else { return }
            feeds.deliver(value, name: Int(name), column: column)
            if column == columns - 1 { left.append(cycle) }
        }

        var now = 0
        while now < cycles {
            var row = rows - 1
            while row >= 0 {
                var column = columns - 1
                while column >= 0 {
                    let here = row * columns + column
                    let issued = now - row - column
                    let tile = Int(dataTile[lead + issued])
                    // Operands move on whether or not they mean anything.
                    let lowA = column > 0 ? rightLow[here - 1] : feeds.left(issued: now - row, row: row, 0)
                    let highA = column > 0 ? rightHigh[here - 1] : feeds.left(issued: now - row, row: row, 1)
                    let lowB = row > 0 ? downLow[here - columns] : feeds.right(issued: now - column, column, 0)
                    let highB = row > 0 ? downHigh[here - columns] : feeds.right(issued: now - column, column, 1)
                    rightLow[here] = lowA
                    rightHigh[here] = highA
                    downLow[here] = lowB
                    downHigh[here] = highB

                    if overlap == .lockStep {
                        var (outgoing, outgoingName) = (second[here], secondName[here])
                        if starts[lead + issued] >= 0 {
                            swap(&sum[here], &outgoing)
                            swap(&sumName[here], &outgoingName)
                        }
                        if drainStep[lead + issued] >= 0 {
                            second[here] = row > 0 ? chain[here - columns] : 0
                            secondName[here] = row > 0 ? chainName[here - columns] : -1
                            chain[here] = outgoing
                            chainName[here] = outgoingName
                            if row == rows - 1 {
                                leave(outgoing, outgoingName, column: column, at: now + schedule.rowCycles - 1)
                            }
                        }
                    }

                    // A drain reaches all rows of a column at once; a row stops when the sum of the top row has passed.
                    let draining = Int(drainTile[lead + now - column])
                    let base = draining >= 0 ? feeds.firstRow(draining) : 0
                    let shifts =
                        draining >= 0 && row >= base
                        && Int(drainStep[lead + now - column]) <= row - base
                    let (value, name) = overlap == .notOverlapped ? (sum, sumName) : (second, secondName)
                    if shifts {
                        if row == rows - 1 { leave(value[here], name[here], column: column, at: now) }
                        value[here] = row > 0 ? value[here - columns] : 0
                        name[here] = row > 0 ? name[here - columns] : -1
                    }
                    if tile >= 0 {
                        // An element that begins a sum overwrites what shifts through; one that goes on must be alone.
                        let begins = feeds.begins(issued: issued) && overlap != .lockStep
                        let product = lowA &* lowB &+ highA &* highB
                        sum[here] = begins ? product : sum[here] &+ product
                        sumName[here] = Int32(tile * rows + row)
                    }
                    if overlap == .doubleBuffered && ends[lead + issued] >= 0 {
                        second[here] = sum[here]
                        secondName[here] = sumName[here]
                    }
                    column -= 1
                }
                row -= 1
            }
            now += 1
        }
        return withExtendedLifetime((right, down, banks, names)) { left }
    }
}

/// What the memories around the array hold.
private struct ResultFeeds {
    let schedule: RegisterLevelSchedule
    let products: [RegisterLevelOperands]
    let dataTile: [Int32]
    let dataRow: [Int32]

    init(_ array: RegisterLevelResultArray) {
        schedule = array.schedule
        products = array.products
        dataTile = schedule.dataTile.issued
        dataRow = schedule.dataRow.issued
    }

    /// The row of elements that holds a tile's first row: tiles that move only what they use lie at the bottom.
    func firstRow(_ tile: Int) -> Int {
        let movesAll = schedule.spec.edgeTiles == .padded || schedule.spec.load.overlap == .lockStep
        return movesAll ? 0 : schedule.spec.rows - schedule.tiles[tile].rows
    }

    private func tile(issued: Int) -> Int {
        issued >= 0 && issued < dataTile.count ? Int(dataTile[issued]) : -1
    }

    func begins(issued: Int) -> Bool { dataRow[issued] == 0 }

    func left(issued: Int, row: Int, _ lane: Int) -> Int32 {
        let index = tile(issued: issued)
        guard index >= 0, dataRow[issued] >= 0 else { return 0 }
        let tile = schedule.tiles[index]
        let product = products[tile.product]
        let place = row - firstRow(index)
        guard place >= 0, place < tile.rows, lane < product.packed else { return 0 }
        return product.left(tile.batch, tile.row + place, Int(dataRow[issued]) * product.packed + lane)
    }

    func right(issued: Int, _ column: Int, _ lane: Int) -> Int32 {
        let index = tile(issued: issued)
        guard index >= 0, dataRow[issued] >= 0 else { return 0 }
        let tile = schedule.tiles[index]
        let product = products[tile.product]
        guard column < tile.columns, lane < product.packed else { return 0 }
        return product.right(tile.batch, Int(dataRow[issued]) * product.packed + lane, tile.column + column)
    }

    /// Adds a sum that leaves the bottom of a column to the accumulator of its result.
    func deliver(_ sum: Int32, name: Int, column: Int) {
        let index = name / schedule.spec.rows
        let tile = schedule.tiles[index]
        let place = name % schedule.spec.rows - firstRow(index)
        guard place >= 0, place < tile.rows, column < tile.columns else { return }
        let product = products[tile.product]
        let row = tile.batch * product.shape.m + tile.row + place
        product.sums.values[row * product.shape.n + tile.column + column] &+= sum
    }
}
