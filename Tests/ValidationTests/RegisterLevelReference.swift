import Architecture

/// The register-level array: products in, cycles and checked products out.
struct RegisterLevelReference {
    let spec: ArraySpec
    /// Cycles of a streamed row, and steps of k to an element.
    let rowCycles: Int
    let packed: Int
    /// How loads reach the elements; `spec.load.settle` must allow for it.
    var loadSkew = RegisterLevelLoadSkew()

    /// Runs products back to back on an array that was idle before.
    func run(_ shapes: [ProductShape], using generator: inout some RandomNumberGenerator) -> RegisterLevelRun {
        var products: [RegisterLevelOperands] = []
        for shape in shapes { products.append(RegisterLevelOperands(shape, packed: packed, using: &generator)) }
        let tiles = products.indices.flatMap { order(of: products[$0], $0) }
        let schedule = RegisterLevelSchedule(spec, tiles: tiles, rowCycles: rowCycles)
        let left =
            spec.dataflow == .outputStationary
            ? RegisterLevelResultArray(schedule: schedule, products: products).clock()
            : RegisterLevelOperandArray(schedule: schedule, products: products, loadSkew: loadSkew).clock()
        // Registers beyond the bare skew of rows and columns sit between the array and its accumulators.
        let latency = spec.latency
        let pipeline = latency.fixed + latency.perRow * spec.rows + latency.perColumn * spec.columns
        let beyond = pipeline - (spec.rows + spec.columns - 2)
        return RegisterLevelRun(
            cycles: (left.last ?? 0) + 1 + beyond, resultCycles: left,
            isCorrect: products.allSatisfy(\.isCorrect))
    }

    /// The tiles of one product in order.
    private func order(of product: RegisterLevelOperands, _ index: Int) -> [RegisterLevelTile] {
        let shape = product.shape
        let (height, width, stream) =
            switch spec.dataflow {
            case .weightStationary: (product.steps, shape.n, shape.m)
            case .inputStationary: (product.steps, shape.m, shape.n)
            case .outputStationary: (shape.m, shape.n, product.steps)
            }
        var passRows = stream
        if spec.dataflow != .outputStationary && height > spec.rows {
            let capacity = spec.accumulators.count / (4 * spec.columns)
            let wholeBlocks = spec.load.overlap == .lockStep ? capacity / spec.rows * spec.rows : capacity
            passRows = min(stream, wholeBlocks > 0 ? wholeBlocks : capacity)
        }
        var tiles: [RegisterLevelTile] = []
        func add(_ batch: Int, pass: Int, row: Int, column: Int) {
            tiles.append(
                RegisterLevelTile(
                    product: index, batch: batch, row: row, rows: min(spec.rows, height - row), column: column,
                    columns: min(spec.columns, width - column), stream: pass, streamRows: min(passRows, stream - pass)))
        }
        for batch in 0..<shape.batch {
            if spec.dataflow == .outputStationary {
                for row in stride(from: 0, to: height, by: spec.rows) {
                    for column in stride(from: 0, to: width, by: spec.columns) {
                        add(batch, pass: 0, row: row, column: column)
                    }
                }
                continue
            }
            for pass in stride(from: 0, to: stream, by: passRows) {
                for column in stride(from: 0, to: width, by: spec.columns) {
                    for row in stride(from: 0, to: height, by: spec.rows) {
                        add(batch, pass: pass, row: row, column: column)
                    }
                }
            }
        }
        return tiles
    }
}
