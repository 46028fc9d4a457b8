/// The slots of one array's tiles, and what passes between the end of one and the start of the next.
struct TileTiming {
    /// One stream through one stationary tile.
    struct Slot {
        /// Cycles before the block under which the next tile may be loaded.
        var before: Int
        /// Cycles of that block: all of them but in lock step.
        var last: Int
        /// Cycles in which rows really enter.
        var working: Int
    }

    let overlap: LoadOverlap
    let settle: Int
    let gap: Int
    /// Rows of one block: the array's in lock step, otherwise any number.
    private let blockRows: Int
    private let minimumRows: Int
    private let shortestLastBlock: Int
    /// Cycles of a streamed row as a fraction; whole in lock step.
    private let rowCycles: (numerator: Int, denominator: Int)
    private let spec: ArraySpec

    init(_ spec: ArraySpec, rate: Ratio, stepsPerElement: Int, _ count: inout CheckedCount) {
        self.spec = spec
        overlap = spec.load.overlap
        gap = spec.dispatchGap
        settle = spec.load.settle.cycles(rows: spec.rows, columns: spec.columns, &count)
        minimumRows = spec.minimumRowsPerBlock
        let cycles = stepsPerElement * rate.denominator
        if overlap == .lockStep {
            blockRows = spec.rows
            // A register chain that swaps results for the next tile's has to shift all its rows.
            shortestLastBlock = spec.dataflow == .outputStationary ? max(minimumRows, spec.rows) : minimumRows
            rowCycles = ((cycles + rate.numerator - 1) / rate.numerator, 1)
        } else {
            blockRows = .max
            shortestLastBlock = minimumRows
            rowCycles = (cycles, rate.numerator)
        }
    }

    /// `rows` streamed rows in cycles, rounded up.
    func cycles(ofRows rows: Int, _ count: inout CheckedCount) -> Int {
        guard rowCycles.numerator != rowCycles.denominator else { return rows }
        return count.tiles(of: rowCycles.denominator, in: count.product(rows, rowCycles.numerator))
    }

    func slot(rows: Int, _ count: inout CheckedCount) -> Slot {
        let full = count.tiles(of: blockRows, in: rows) - 1
        let last = full == 0 ? rows : rows - full * blockRows
        let before = full == 0 ? 0 : count.product(full, max(blockRows, minimumRows))
        return Slot(
            before: cycles(ofRows: before, &count),
            last: cycles(ofRows: max(last, shortestLastBlock), &count),
            working: cycles(ofRows: rows, &count))
    }

    /// Cycles to load a stationary tile of `rows` rows (weight- and input-stationary), or to shift one in (lock step).
    func load(rows: Int, _ count: inout CheckedCount) -> Int {
        let swaps = spec.dataflow == .outputStationary
        guard !swaps || overlap == .lockStep else { return 0 }
        let moved = swaps || spec.edgeTiles == .padded ? spec.rows : rows
        let steps = count.tiles(of: swaps ? 1 : spec.load.rowsPerCycle, in: moved)
        return count.sum(spec.load.fixed, overlap == .lockStep ? cycles(ofRows: steps, &count) : steps)
    }

    /// Cycles in which `rows` rows of results leave an output-stationary array.
    func drain(rows: Int, _ count: inout CheckedCount) -> Int {
        guard spec.dataflow == .outputStationary, spec.drain == .shifted else { return 0 }
        if overlap == .lockStep { return cycles(ofRows: spec.rows, &count) }
        return spec.edgeTiles == .padded ? spec.rows : rows
    }

    /// Cycles without a streamed row between a slot and the next because `moving` cycles of stationary rows must pass.
    func exposed(_ moving: Int, after slot: Slot, _ count: inout CheckedCount) -> Int {
        switch overlap {
        case .notOverlapped: moving
        case .doubleBuffered, .lockStep: max(0, count.difference(count.sum(moving, settle), slot.last))
        }
    }

    /// Cycles between a slot and the next that are neither.
    var idle: Int { overlap == .notOverlapped ? settle + gap : gap }
}
