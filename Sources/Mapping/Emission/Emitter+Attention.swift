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
    }

    /// Keys and values that some heads share, where they are not held.
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
        let (attention, tiling) = try attentionPlan(block)
        let sharing = attention.scores.headsPerSharedB
        var shared = HeadTiles()
        var waiting: RowTile?
        for head in 0..<attention.scores.batch {
            if head % sharing == 0 {
                if !tiling.overlapsHeads, let last = waiting.take() { try sum(attention, last, iteration) }
                shared = try loadHeads(attention, group: head / sharing)
            }
            let parts = cuts(of: attention.scores.m, by: tiling.rows)
            for (number, rows) in parts.enumerated() {
                let probabilities = try score(attention, shared, head: head, rows: rows)
                if let previous = waiting { try sum(attention, previous, iteration) }
                waiting = RowTile(
                    head: head, rows: rows, probabilities: probabilities, shared: shared,
                    isLastOfHeads: (head + 1) % sharing == 0 && number == parts.count - 1)
            }
        }
        if let last = waiting { try sum(attention, last, iteration) }
    }

    private func attentionPlan(
        _ block: AttentionBlock
    ) throws(MappingError) -> (AttentionPlan, AttentionTiling) {
        let path = index.steps[block.scores].path
        guard case .product(let scores) = index.steps[block.scores].body,
            case .product(let context) = index.steps[block.context].body,
            let demand = index.demand(of: block, holds: { holds($0) })
        else { preconditionFailure("an attention block starts and ends with a product") }
        guard let scoreType = index.operandType(of: scores), let contextType = index.operandType(of: context) else {
            throw .machine(operation: path, reason: "the array multiplies int4, int8, fp16 and bf16 alone")
        }
        let room = plan.room(over: block.steps)
        guard let tiling = search.best(for: demand, in: room) else {
            throw .noTileFits(operation: path, least: search.leastSpace(for: demand).bytes, capacity: room.bytes)
        }
        let attention = AttentionPlan(
            block: block, scores: scores, context: context, query: Operand(a: scores, in: index),
            keys: Operand(b: scores, in: index), values: Operand(b: context, in: index),
            output: Operand(output: context, in: index), types: (scoreType, contextType))
        return (attention, tiling)
    }

    /// Loads the keys and values that some heads share, where they are not held.
    private mutating func loadHeads(_ attention: AttentionPlan, group: Int) throws(MappingError) -> HeadTiles {
        let keys = attention.keys.regions(
            head: group, rows: 0..<attention.scores.n, columns: 0..<attention.scores.k)
        let values = attention.values.regions(
            head: group, rows: 0..<attention.context.k, columns: 0..<attention.context.n)
        return HeadTiles(
            keys: try loadTile(keys, step: attention.block.scores, isReread: false),
            values: try loadTile(values, step: attention.block.context, isReread: false))
    }

    /// Queries times keys, then the vector operators on the scores, for some rows.
    private mutating func score(
        _ attention: AttentionPlan, _ shared: HeadTiles, head: Int, rows: Range<Int>
    ) throws(MappingError) -> Tile {
        let scores = attention.scores
        let step = attention.block.scores
        let queryRegions = attention.query.regions(head: head, rows: rows, columns: 0..<scores.k)
        let query = try loadTile(queryRegions, step: step, isReread: false)
        let shape = ProductShape(m: rows.count, k: scores.k, n: scores.n, type: attention.types.scores)
        var space = scoreSpace(scores.output, rows: rows.count, columns: scores.n)
        let product = try append(
            .product(shape), to: .array, step: step, after: query.ready.union(shared.keys.ready),
            allocates: space)
        use(queryRegions, by: product)
        for part in attention.keys.parts { use(part.storage, by: product) }
        try release(query.space, after: Dependencies(product), step: step)
        var latest = product
        for link in attention.block.chain {
            guard case .vector(let operation) = index.steps[link].body else { continue }
            let next = scoreSpace(operation.output, rows: rows.count, columns: scores.n)
            let work = VectorWork(
                function: VectorFunction(operation.kind), rows: rows.count, columns: scores.n)
            latest = try append(
                .vector(work), to: .vector, step: link, after: Dependencies(latest), allocates: next, releases: space)
            space = next
        }
        return Tile(space: space, ready: Dependencies(latest))
    }

    /// Probabilities times values, for some rows.
    private mutating func sum(
        _ attention: AttentionPlan, _ tile: RowTile, _ iteration: Iteration
    ) throws(MappingError) {
        let context = attention.context
        let step = attention.block.context
        let region = attention.output.regions(head: tile.head, rows: tile.rows, columns: 0..<context.n)[0]
        let room = resultSpace(region)
        let shape = ProductShape(m: tile.rows.count, k: context.k, n: context.n, type: attention.types.context)
        let product = try append(
            .product(shape), to: .array, step: step, after: tile.probabilities.ready.union(tile.shared.values.ready),
            allocates: room, releases: tile.probabilities.space)
        for part in attention.values.parts { use(part.storage, by: product) }
        try finish(region, tile: room, producer: product, step: step, iteration)
        guard tile.isLastOfHeads else { return }
        try release(tile.shared.keys.space + tile.shared.values.space, after: Dependencies(product), step: step)
    }

    private func scoreSpace(_ tensor: TensorID, rows: Int, columns: Int) -> Space {
        Space(index.tensor(tensor).bytes(ofElements: rows * columns), in: .scratchpad)
    }
}
