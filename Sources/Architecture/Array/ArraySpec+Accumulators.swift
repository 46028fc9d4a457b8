import Quantities

extension ArraySpec {
    /// The bytes of one partial sum.
    package static let partialSumBytes = 4

    /// Streamed rows whose partial sums the accumulators hold, one sum per column and row.
    private func accumulatorRows(_ count: inout CheckedCount) -> Int {
        accumulators.count / max(1, count.product(columns, Self.partialSumBytes))
    }

    /// Streamed rows per pass over the stationary matrix, so that the partial sums of one column of tiles fit.
    ///
    /// Sums that outlive the run (`accumulates`, `keepsPartialSums`) must fit all at once. With a single tile of k
    /// nothing is kept and any number of rows may stream.
    func streamRowsPerPass(
        _ product: ProductShape, _ grid: TileGrid, _ count: inout CheckedCount
    ) throws(ArrayError) -> Int {
        guard accumulatorOverflow == .split else { return grid.stream }
        let outlives = product.accumulates || product.keepsPartialSums
        let accumulatesAtTheEdge = dataflow != .outputStationary
        guard outlives || accumulatesAtTheEdge else { return grid.stream }
        let capacity = accumulatorRows(&count)
        guard capacity > 0 else {
            let needed = count.product(columns, Self.partialSumBytes)
            guard !count.overflowed else { throw .overflow(product) }
            throw .accumulatorsTooSmall(
                capacity: accumulators, needed: Bytes(needed), contents: "one 32-bit sum for each column")
        }
        if outlives {
            let resultRows = dataflow == .outputStationary ? product.m : grid.stream
            let needed = count.product(count.product(product.batch, resultRows), grid.columnTiles)
            let bytes = count.product(needed, count.product(columns, Self.partialSumBytes))
            guard !count.overflowed else { throw .overflow(product) }
            guard needed <= capacity else {
                throw .accumulatorsTooSmall(
                    capacity: accumulators, needed: Bytes(bytes), contents: "the partial sums that outlive the product")
            }
        }
        guard accumulatesAtTheEdge, grid.rowTiles > 1 else { return grid.stream }
        // In lock step a pass ends with a whole block where the accumulators hold one.
        let cut = load.overlap == .lockStep && capacity > rows ? capacity - capacity % rows : capacity
        return min(grid.stream, cut)
    }

    /// Elements moved by a run: only those of the matrices; zeros that fill up a tile are not read.
    func traffic(
        _ product: ProductShape, _ grid: TileGrid, passes: Int, passRows: Int, _ count: inout CheckedCount
    ) -> ArrayTraffic {
        let left = count.product(product.batch, count.product(product.m, product.k))
        let right = count.product(product.batch, count.product(product.k, product.n))
        let results = count.product(product.batch, count.product(product.m, product.n))
        var traffic = ArrayTraffic()
        switch dataflow {
        case .weightStationary:
            traffic.leftReads = count.product(left, grid.columnTiles)
            traffic.rightReads = count.product(right, passes)
        case .inputStationary:
            traffic.leftReads = count.product(left, passes)
            traffic.rightReads = count.product(right, grid.columnTiles)
        case .outputStationary:
            traffic.leftReads = count.product(left, grid.columnTiles)
            traffic.rightReads = count.product(right, grid.rowTiles)
        }
        let visits = dataflow == .outputStationary ? 1 : grid.rowTiles
        let reads = count.product(results, visits - (product.accumulates ? 0 : 1))
        let writes = count.product(results, visits - (product.keepsPartialSums ? 0 : 1))
        traffic.resultWrites = product.keepsPartialSums ? 0 : results
        if spills(product, grid, &count) {
            (traffic.spilledReads, traffic.spilledWrites) = (reads, writes)
        } else {
            (traffic.partialSumReads, traffic.partialSumWrites) = (reads, writes)
        }
        return traffic
    }

    /// Whether partial sums live in the scratchpad: those of one column of tiles, or all that outlive the run.
    private func spills(_ product: ProductShape, _ grid: TileGrid, _ count: inout CheckedCount) -> Bool {
        guard accumulatorOverflow == .spill else { return false }
        let rows = dataflow == .outputStationary ? product.m : grid.stream
        let outlives = product.accumulates || product.keepsPartialSums
        let kept = outlives ? count.product(count.product(product.batch, rows), grid.columnTiles) : rows
        return kept > accumulatorRows(&count)
    }
}
