import Quantities

extension ArraySpec {
    /// No count of a run may exceed this (a year at 1 GHz), so that sums over a workload stay in range.
    package static let largestCount = 1 << 55

    /// The time and traffic of a product with its operands on chip, in closed form: the work does not grow with sizes.
    ///
    /// - Parameter activated: the results pass through the activation unit.
    /// - Throws: what the array cannot do, or a count beyond `largestCount`.
    package func run(_ product: ProductShape, activated: Bool = false) throws(ArrayError) -> ArrayRun {
        try check(product)
        let rate = rates[product.type]
        guard rate.numerator > 0 else { throw .unsupported(product.type) }
        let stepsPerElement = (rate.numerator + rate.denominator - 1) / rate.denominator

        var count = CheckedCount()
        let grid = TileGrid(product, stepsPerElement: stepsPerElement, on: self, &count)
        let timing = TileTiming(self, rate: rate, stepsPerElement: stepsPerElement, &count)
        let passRows = try streamRowsPerPass(product, grid, &count)
        let sequence = TileSequence(
            batch: product.batch, grid: grid, passRows: passRows, fullRows: rows, timing: timing,
            isOutputStationary: dataflow == .outputStationary, &count)
        let run = arrayRun(product, grid, sequence, timing, rate: rate, activated: activated, &count)
        guard !count.overflowed, run.isCountable else { throw .overflow(product) }
        return run
    }

    private func arrayRun(
        _ product: ProductShape, _ grid: TileGrid, _ sequence: TileSequence, _ timing: TileTiming, rate: Ratio,
        activated: Bool, _ count: inout CheckedCount
    ) -> ArrayRun {
        let firstRows = grid.rowTiles > 1 ? rows : grid.edgeRows
        let lead = timing.load(rows: firstRows, &count)
        let drain = timing.drain(rows: grid.edgeRows, &count)
        let settling = overlapsLoads ? timing.settle : count.sum(timing.settle, drain)
        let lastSlot = sequence.lastSlot
        let pipeline = latency.cycles(rows: rows, columns: columns, &count)
        let macs = count.product(count.product(product.batch, product.m), count.product(product.k, product.n))
        let pace = ArrayPace(
            leadLoad: Cycles(lead),
            coldLead: Cycles(load.first == .hidden ? 0 : count.sum(lead, fetchCycles(&count))),
            lastBlock: Cycles(count.difference(overlapsLoads ? lastSlot.last : 0, settling)),
            firstBlock: Cycles(count.sum(sequence.firstSlot.before, sequence.firstSlot.last)),
            drain: Cycles(overlapsLoads && drain > 0 ? count.sum(drain, timing.settle) : 0),
            gap: Cycles(dispatchGap),
            span: Cycles(sequence.span), working: Cycles(sequence.working),
            loadingStationary: Cycles(sequence.exposed),
            latency: Cycles(count.sum(pipeline, drain)))
        return ArrayRun(
            pace: pace, leadOverlaps: overlapsLoads,
            activation: Cycles(activated ? activationCycles(product, grid, &count) : 0),
            tiles: sequence.tiles, macs: MACs(macs),
            traffic: traffic(product, grid, passes: sequence.passes, passRows: sequence.passRows, &count),
            occupiedPlaces: count.product(grid.stationaryRows, grid.stationaryColumns),
            places: count.product(count.product(grid.rowTiles, rows), count.product(grid.columnTiles, columns)),
            peakRate: rate, elements: count.product(rows, columns))
    }

    private var overlapsLoads: Bool { load.overlap != .notOverlapped }

    private func fetchCycles(_ count: inout CheckedCount) -> Int {
        guard load.fetchBytesPerCycle > 0 else { return 0 }
        return count.tiles(of: load.fetchBytesPerCycle, in: count.product(rows, columns))
    }

    /// A second pass reads the results of every column of tiles from the accumulators, one row per cycle.
    private func activationCycles(_ product: ProductShape, _ grid: TileGrid, _ count: inout CheckedCount) -> Int {
        guard activationOrder == .afterwards else { return activationLatency }
        let resultRows = dataflow == .outputStationary ? product.m : grid.stream
        let perBatch = count.product(resultRows, grid.columnTiles)
        return count.sum(activationLatency, count.product(product.batch, perBatch))
    }
}

extension ArrayRun {
    fileprivate var isCountable: Bool {
        let limit = ArraySpec.largestCount
        let longest = max(max(span, coldLead, pace.leadLoad), max(latency, activation, pace.gap), pace.drain)
        let sums = max(traffic.partialSumReads, traffic.partialSumWrites, traffic.spilledReads, traffic.spilledWrites)
        let most = max(macs.count, max(traffic.leftReads, traffic.rightReads, sums))
        return longest.count <= limit && pace.lastBlock.count >= -limit && most <= limit
    }
}
