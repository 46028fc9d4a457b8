import Architecture
import OperatorTrace
import Quantities

extension Emitter {
    /// An attention block on its way into commands.
    private struct AttentionPlan {
        var block: AttentionBlock
        var scores: MatrixProduct
        var context: MatrixProduct
        var query: Operand
        var keys: Operand
        var values: Operand
        var output: Operand
        var types: (scores: OperandType, context: OperandType)
        var tiling: AttentionTiling
        /// Bits of a score at its widest.
        var scoreBits: Int

        /// The parts of the keys that lie in SRAM at a time.
        var keyParts: Cuts { cuts(of: scores.n, by: tiling.keys) }
        var keepsKeys: Bool { tiling.keys == scores.n }
    }

    /// Keys and values that some heads share, where all of them lie in SRAM at once.
    private struct HeadTiles {
        var keys = Tile()
        var values = Tile()
    }

    /// Rows of queries of one head between their scores and their product with the values.
    private struct RowTile {
        var head: Int
        var rows: Range<Int>
        var probabilities: Tile
        var shared: HeadTiles
        /// True for the last tile that uses the keys and values loaded for its heads.
        var isLastOfHeads: Bool
    }

    /// Scores of one tile of rows, then, while the vector unit is at them, the product with the values of the tile
    /// before.
    mutating func emit(_ block: AttentionBlock, _ iteration: Iteration) throws(MappingError) {
        let attention = try attentionPlan(block)
        let sharing = attention.scores.headsPerSharedB
        var shared = HeadTiles()
        var waiting: RowTile?
        for head in 0..<attention.scores.batch {
            if head % sharing == 0, attention.keepsKeys {
                if !attention.tiling.overlapsHeads, let last = waiting.take() { try sum(attention, last, iteration) }
                shared = try loadHeads(attention, group: head / sharing)
            }
            let parts = cuts(of: attention.scores.m, by: attention.tiling.rows)
            for (number, rows) in parts.enumerated() {
                let probabilities = try score(attention, shared, head: head, rows: rows)
                if let previous = waiting.take() { try sum(attention, previous, iteration) }
                let tile = RowTile(
                    head: head, rows: rows, probabilities: probabilities, shared: shared,
                    isLastOfHeads: (head + 1) % sharing == 0 && number == parts.count - 1)
                if attention.tiling.overlapsRows {
                    waiting = tile
                } else {
                    try sum(attention, tile, iteration)
                }
            }
        }
        if let last = waiting { try sum(attention, last, iteration) }
    }

    private mutating func attentionPlan(_ block: AttentionBlock) throws(MappingError) -> AttentionPlan {
        let held = state.held
        let (tiling, demand, types) = try tilings.tiling(of: block) { held[$0.index] != nil }
        guard case .product(let scores) = index.bodies[block.scores],
            case .product(let context) = index.bodies[block.context]
        else { preconditionFailure("an attention block starts and ends with a product") }
        let (left, right) = (index.product(at: block.scores), index.product(at: block.context))
        return AttentionPlan(
            block: block, scores: scores, context: context, query: left.a, keys: left.b, values: right.b,
            output: right.output, types: types, tiling: tiling, scoreBits: demand.bitsScores)
    }

    /// Loads the keys and values that some heads share, where they are not held.
    private mutating func loadHeads(_ attention: AttentionPlan, group: Int) throws(MappingError) -> HeadTiles {
        let all = 0..<attention.scores.n
        return HeadTiles(
            keys: try loadKeys(attention, group: group, all, isReread: false),
            values: try loadValues(attention, group: group, all, isReread: false))
    }

    private mutating func loadKeys(
        _ attention: AttentionPlan, group: Int, _ part: Range<Int>, isReread: Bool
    ) throws(MappingError) -> Tile {
        let regions = attention.keys.regions(head: group, rows: part, columns: 0..<attention.scores.k)
        return try loadTile(regions, step: attention.block.scores, isReread: isReread)
    }

    private mutating func loadValues(
        _ attention: AttentionPlan, group: Int, _ part: Range<Int>, isReread: Bool
    ) throws(MappingError) -> Tile {
        let regions = attention.values.regions(head: group, rows: part, columns: 0..<attention.context.n)
        return try loadTile(regions, step: attention.block.context, isReread: isReread)
    }

    /// Queries times keys, then the vector operators on the scores, for some rows.
    private mutating func score(
        _ attention: AttentionPlan, _ shared: HeadTiles, head: Int, rows: Range<Int>
    ) throws(MappingError) -> Tile {
        let scores = attention.scores
        let step = attention.block.scores
        let group = head / scores.headsPerSharedB
        let isFirst = rows.lowerBound == 0 && head % scores.headsPerSharedB == 0
        let queryRegions = attention.query.regions(head: head, rows: rows, columns: 0..<scores.k)
        let query = try loadTile(queryRegions, step: step, isReread: false)
        let space = Space(
            Bytes((rows.count * scores.n * attention.scoreBits + 7) / 8), in: .scratchpad)
        var room = space
        var latest = Dependencies()
        for part in attention.keyParts {
            let keys =
                attention.keepsKeys
                ? shared.keys : try loadKeys(attention, group: group, part, isReread: !isFirst)
            let shape = ProductShape(m: rows.count, k: scores.k, n: part.count, type: attention.types.scores)
            let product = try append(
                .product(shape), to: .array, step: step, after: query.ready.union(keys.ready), allocates: room)
            room = .none
            latest = Dependencies(product)
            if !attention.keepsKeys { try retire(keys, after: latest, step: step) }
            use(queryRegions, by: product)
            for part in attention.keys.parts { use(part.storage, by: product) }
        }
        try retire(query, after: latest, step: step)
        for link in attention.block.chain {
            guard case .vector(let operation) = index.bodies[link] else { continue }
            let work = vectorWork(operation, rows: rows.count, columns: scores.n)
            latest = Dependencies(try append(.vector(work), to: .vector, step: link, after: latest))
        }
        return Tile(space: space, ready: latest)
    }

    /// A pass over a tile of scores.
    private func vectorWork(_ operation: VectorOperation, rows: Int, columns: Int) -> VectorWork {
        let inputBits = operation.inputs.reduce(0) { $0 + index.tensor($1).elementType.bits }
        return VectorWork(
            function: VectorFunction(operation.kind), rows: rows, columns: columns,
            inputs: Bytes((rows * columns * inputBits + 7) / 8),
            outputs: Bytes((rows * columns * index.tensor(operation.output).elementType.bits + 7) / 8))
    }

    /// Probabilities times values, for some rows.
    private mutating func sum(
        _ attention: AttentionPlan, _ tile: RowTile, _ iteration: Iteration
    ) throws(MappingError) {
        let context = attention.context
        let step = attention.block.context
        let isFirst = tile.rows.lowerBound == 0 && tile.head % context.headsPerSharedB == 0
        let region = attention.output.regions(head: tile.head, rows: tile.rows, columns: 0..<context.n)[0]
        let result = resultSpace(region)
        var room = result
        var producer: Marker?
        for part in attention.keyParts {
            let values =
                attention.keepsKeys
                ? tile.shared.values
                : try loadValues(
                    attention, group: tile.head / context.headsPerSharedB, part, isReread: !isFirst)
            let isLast = part.upperBound == context.k
            let shape = ProductShape(
                m: tile.rows.count, k: part.count, n: context.n, type: attention.types.context,
                accumulates: part.lowerBound > 0, keepsPartialSums: !isLast)
            let product = try append(
                .product(shape), to: .array, step: step, after: tile.probabilities.ready.union(values.ready),
                allocates: room, releases: isLast ? tile.probabilities.space : .none)
            room = .none
            producer = product
            if !attention.keepsKeys { try retire(values, after: Dependencies(product), step: step) }
            for part in attention.values.parts { use(part.storage, by: product) }
        }
        guard let producer else { return }
        try finish(region, tile: result, producer: producer, step: step, iteration)
        guard tile.isLastOfHeads else { return }
        try retire(tile.shared.keys, after: Dependencies(producer), step: step)
        try retire(tile.shared.values, after: Dependencies(producer), step: step)
    }
}
