import Architecture
import OperatorTrace
import Quantities

extension Emitter {
    /// A product on its way into commands: its operands and how they are tiled.
    struct ProductPlan {
        var product: MatrixProduct
        var step: Int
        var a: Operand
        var b: Operand
        var output: Operand
        var tiling: ProductTiling
        /// Whether a result's partial sums wait in the accumulators until all of k is done.
        var keepsSums: Bool
        var type: OperandType
        /// The bias in SRAM, if there is one.
        var bias: Tile
        /// Whether all of `a` lies in SRAM.
        var holdsA: Bool

        func regionsOfB(head: Int, k: Range<Int>, n: Range<Int>) -> Regions {
            product.regionsOfB(b, head: head, k: k, n: n)
        }

        func rereadsB(head: Int) -> Bool { product.rereadsB(b, a: a, head: head) }
    }

    mutating func emit(_ product: MatrixProduct, at step: Int, _ iteration: Iteration) throws(MappingError) {
        let plan = try productPlan(product, at: step)
        for head in 0..<product.batch {
            switch plan.tiling.order {
            case .columnsOuter: try emitColumnsOuter(plan, head: head, iteration)
            case .rowsOuter: try emitRowsOuter(plan, head: head, iteration)
            case .tileByTile: try emitTileByTile(plan, head: head, iteration)
            case .nest(let nest, let reloads):
                try emit(nest, reloads: reloads, plan, head: head, iteration)
            }
        }
        let last = builder.last(of: .array)
        for part in plan.a.parts { use(part.storage, by: last) }
        for part in plan.b.parts { use(part.storage, by: last) }
        try retire(plan.bias, after: Dependencies(last), step: step)
    }

    /// The array command added last.
    var lastProduct: Dependencies {
        Dependencies(builder.last(of: .array))
    }

    private mutating func productPlan(_ product: MatrixProduct, at step: Int) throws(MappingError) -> ProductPlan {
        let bias = try loadParameters(product.bias.map { [$0] } ?? [], step: step)
        let held = state.held
        let (tiling, demand, type) = try tilings.tiling(ofProductAt: step, beside: bias.room) {
            held[$0.index] != nil
        }
        let facts = index.product(at: step)
        return ProductPlan(
            product: product, step: step, a: facts.a, b: facts.b, output: facts.output, tiling: tiling,
            keepsSums: tilings.search.keepsSums(tiling, demand), type: type, bias: bias, holdsA: demand.holdsA)
    }

    /// Small parameters (biases, norms) are loaded whole.
    mutating func loadParameters(_ tensors: [TensorID], step: Int) throws(MappingError) -> Tile {
        var tile = Tile()
        for tensor in tensors {
            let id = index.storage(of: tensor)
            let loaded = try loadTile(Regions(index.whole(id)), step: step, isReread: false)
            tile.space += loaded.space
            tile.ready.formUnion(loaded.ready)
            tile.weights += loaded.weights
        }
        return tile
    }

    private mutating func emitColumnsOuter(
        _ plan: ProductPlan, head: Int, _ iteration: Iteration
    ) throws(MappingError) {
        let product = plan.product
        let depths = cuts(of: product.k, by: plan.tiling.k)
        let rows = cuts(of: product.m, by: plan.tiling.m)
        var streamed = StreamedTiles(plan, rows: rows.count, depths: depths.count)
        for (column, n) in cuts(of: product.n, by: plan.tiling.n).enumerated() {
            var panel: [Tile] = []
            for row in 0..<rows.count {
                var output = try OutputTile(plan, head: head, m: rows[row], n: n)
                for depth in 0..<depths.count {
                    let k = depths[depth]
                    if row == 0 {
                        panel.append(
                            try loadTile(
                                plan.regionsOfB(head: head, k: k, n: n), step: plan.step,
                                isReread: plan.rereadsB(head: head)))
                    }
                    let a = try loadA(
                        plan, head: head, (row, rows[row]), (depth, k), isReread: column > 0, &streamed)
                    try multiply(plan, k: k, a: a, b: panel[depth], &output)
                    try retire(a, after: lastProduct, step: plan.step)
                }
                try finish(output, plan, iteration)
            }
            for tile in panel { try retire(tile, after: lastProduct, step: plan.step) }
        }
    }

    private mutating func emitRowsOuter(
        _ plan: ProductPlan, head: Int, _ iteration: Iteration
    ) throws(MappingError) {
        let product = plan.product
        let depths = cuts(of: product.k, by: plan.tiling.k)
        for (row, m) in cuts(of: product.m, by: plan.tiling.m).enumerated() {
            var panel: [Tile] = []
            for (column, n) in cuts(of: product.n, by: plan.tiling.n).enumerated() {
                var output = try OutputTile(plan, head: head, m: m, n: n)
                for depth in 0..<depths.count {
                    let k = depths[depth]
                    if column == 0 {
                        panel.append(
                            try loadTile(
                                plan.a.regions(head: head, rows: m, columns: k), step: plan.step, isReread: false))
                    }
                    let b = try loadTile(
                        plan.regionsOfB(head: head, k: k, n: n), step: plan.step,
                        isReread: row > 0 || plan.rereadsB(head: head))
                    try multiply(plan, k: k, a: panel[depth], b: b, &output)
                    try retire(b, after: lastProduct, step: plan.step)
                }
                try finish(output, plan, iteration)
            }
            for tile in panel { try retire(tile, after: lastProduct, step: plan.step) }
        }
    }

    private mutating func emitTileByTile(
        _ plan: ProductPlan, head: Int, _ iteration: Iteration
    ) throws(MappingError) {
        let product = plan.product
        let depths = cuts(of: product.k, by: plan.tiling.k)
        let rows = cuts(of: product.m, by: plan.tiling.m)
        var streamed = StreamedTiles(plan, rows: rows.count, depths: depths.count)
        for (column, n) in cuts(of: product.n, by: plan.tiling.n).enumerated() {
            for row in 0..<rows.count {
                var output = try OutputTile(plan, head: head, m: rows[row], n: n)
                for depth in 0..<depths.count {
                    let k = depths[depth]
                    let b = try loadTile(
                        plan.regionsOfB(head: head, k: k, n: n), step: plan.step,
                        isReread: row > 0 || plan.rereadsB(head: head))
                    let a = try loadA(
                        plan, head: head, (row, rows[row]), (depth, k), isReread: column > 0, &streamed)
                    try multiply(plan, k: k, a: a, b: b, &output)
                    try retire(a, after: lastProduct, step: plan.step)
                    try retire(b, after: lastProduct, step: plan.step)
                }
                try finish(output, plan, iteration)
            }
        }
    }

    /// When the tiles of `a` are complete, where all of it lies in SRAM: every pass over the columns of `b` asks again.
    private struct StreamedTiles {
        /// More tiles than this are looked up each time.
        private static let most = 4096
        private let depths: Int
        private var ready: [Dependencies?] = []

        init(_ plan: ProductPlan, rows: Int, depths: Int) {
            self.depths = depths
            let (count, overflows) = rows.multipliedReportingOverflow(by: depths)
            guard plan.holdsA, !overflows, count <= Self.most else { return }
            ready = Array(repeating: nil, count: count)
        }

        subscript(row: Int, depth: Int) -> Dependencies? {
            get { ready.isEmpty ? nil : ready[row * depths + depth] }
            set { if !ready.isEmpty { ready[row * depths + depth] = newValue } }
        }
    }

    /// A tile of `a`: some rows and a part of k, each with its place among the others.
    private mutating func loadA(
        _ plan: ProductPlan, head: Int, _ rows: (place: Int, range: Range<Int>),
        _ depth: (place: Int, range: Range<Int>), isReread: Bool, _ streamed: inout StreamedTiles
    ) throws(MappingError) -> Tile {
        if let ready = streamed[rows.place, depth.place] { return Tile(ready: ready) }
        let tile = try loadTile(
            plan.a.regions(head: head, rows: rows.range, columns: depth.range), step: plan.step, isReread: isReread)
        streamed[rows.place, depth.place] = tile.ready
        return tile
    }

    /// A tile of results while its parts of k are summed.
    struct OutputTile {
        var region: Region
        var m: Int
        var n: Int
        var depthDone = 0
        var space = Space.none
        var producer: Marker?
        /// When partial sums that have been out in HBM are back in the accumulators.
        var sumsReady = Dependencies()

        init(_ plan: ProductPlan, head: Int, m: Range<Int>, n: Range<Int>) throws(MappingError) {
            region = plan.output.regions(head: head, rows: m, columns: n)[0]
            self.m = m.count
            self.n = n.count
        }
    }

    /// One product command: a tile of rows by a tile of columns over a part of k.
    mutating func multiply(
        _ plan: ProductPlan, k: Range<Int>, a: Tile, b: Tile, _ output: inout OutputTile
    ) throws(MappingError) {
        var dependencies = plan.bias.ready
        dependencies.formUnion(a.ready)
        dependencies.formUnion(b.ready)
        dependencies.formUnion(output.sumsReady)
        let isFirst = output.depthDone == 0
        output.depthDone += k.count
        // Where a nest comes back to a tile of results, it takes room when it is finished, not when it is begun.
        let takesRoom = plan.tiling.isNest ? output.depthDone == plan.product.k : isFirst
        let room = takesRoom ? resultSpace(output.region) : .none
        output.space += room
        let shape = ProductShape(
            m: output.m, k: k.count, n: output.n, type: plan.type, accumulates: !isFirst,
            keepsPartialSums: output.depthDone < plan.product.k)
        let marker = try append(
            .product(shape), to: .array, step: plan.step, after: dependencies, allocates: room)
        output.producer = marker
    }

    mutating func finish(
        _ output: OutputTile, _ plan: ProductPlan, _ iteration: Iteration
    ) throws(MappingError) {
        guard let producer = output.producer else { return }
        try finish(output.region, tile: output.space, producer: producer, step: plan.step, iteration)
    }
}
