import Architecture
import OperatorTrace
import Quantities

extension TrafficForecast {
    mutating func countAttention(_ block: AttentionBlock) throws(MappingError) {
        let held = held
        let (tiling, _, _) = try tilings.tiling(of: block) { held[$0.index] }
        guard case .product(let scores) = index.bodies[block.scores],
            case .product(let context) = index.bodies[block.context]
        else { preconditionFailure("an attention block starts and ends with a product") }
        let rows = cuts(of: scores.m, by: tiling.rows)
        let keyParts = cuts(of: scores.n, by: tiling.keys)
        guard isInLimit(rows.count * keyParts.count, times: scores.batch) else { return }
        let (left, right) = (index.product(at: block.scores), index.product(at: block.context))
        let (query, keys, values) = (left.a, left.b, right.b)
        let sharing = scores.headsPerSharedB
        let isKept = tiling.keys == scores.n
        let width = cuts(of: scores.k, by: scores.k)
        let depth = cuts(of: context.n, by: context.n)
        countReads(query, step: block.scores, passes: 1, heads: scores.batch, sharing: 1, rows, width)
        // Keys and values that stay are read once for all heads that share them, else for every tile of rows.
        let heads = isKept ? scores.batch / sharing : scores.batch
        let passes = isKept ? 1 : rows.count
        countReads(
            keys, step: block.scores, passes: passes, heads: heads, sharing: isKept ? 1 : sharing, keyParts, width)
        countReads(
            values, step: block.context, passes: passes, heads: heads, sharing: isKept ? 1 : sharing, keyParts, depth)
        let output = right.output.parts[0]
        if !holds(output.storage) {
            let written = bytes(of: output.storage, width: output.columns, rows, depth) * context.batch
            countWrites(to: output.storage, written, at: block.context)
        }
        let walk = AttentionWalk(
            block: block, query: query, keys: keys, values: values, rows: rows, keyParts: keyParts, sharing: sharing,
            width: scores.k, depth: context.n)
        if [query, keys, values].contains(where: hasWeights) { record(walk, heads: scores.batch, tiling) }
    }

    /// An attention block on its way into tiles.
    private struct AttentionWalk {
        var block: AttentionBlock
        var query: Operand
        var keys: Operand
        var values: Operand
        var rows: Cuts
        var keyParts: Cuts
        var sharing: Int
        var width: Int
        var depth: Int
        var isKept: Bool { keyParts.count == 1 }
    }

    /// Records what of an attention block is weights, in the order in which its commands load it, all at its first step:
    /// heads take turns between keys and values.
    private mutating func record(_ walk: AttentionWalk, heads: Int, _ tiling: AttentionTiling) {
        guard recordsWeights[walk.block.scores] else { return }
        var waiting: (head: Int, row: Int)?
        for head in 0..<heads {
            if head % walk.sharing == 0, walk.isKept {
                if !tiling.overlapsHeads { recordValues(walk, waiting.take()) }
                recordKeys(walk, head: head, walk.keyParts[0], isReread: false)
                recordValues(walk, head: head, walk.keyParts[0], isReread: false)
            }
            for row in walk.rows.indices {
                let query = walk.query.regions(head: head, rows: walk.rows[row], columns: 0..<walk.width)
                record(query, at: walk.block.scores, isReread: false)
                if !walk.isKept {
                    let isReread = row > 0 || head % walk.sharing != 0
                    for part in walk.keyParts { recordKeys(walk, head: head, part, isReread: isReread) }
                }
                recordValues(walk, waiting.take())
                if tiling.overlapsRows { waiting = (head, row) } else { recordValues(walk, (head, row)) }
            }
        }
        recordValues(walk, waiting)
    }

    /// Records the values of a tile of rows, where they do not stay.
    private mutating func recordValues(_ walk: AttentionWalk, _ tile: (head: Int, row: Int)?) {
        guard let tile, !walk.isKept else { return }
        let isReread = tile.row > 0 || tile.head % walk.sharing != 0
        for part in walk.keyParts { recordValues(walk, head: tile.head, part, isReread: isReread) }
    }

    private mutating func recordKeys(_ walk: AttentionWalk, head: Int, _ part: Range<Int>, isReread: Bool) {
        let regions = walk.keys.regions(head: head / walk.sharing, rows: part, columns: 0..<walk.width)
        record(regions, at: walk.block.scores, isReread: isReread)
    }

    private mutating func recordValues(_ walk: AttentionWalk, head: Int, _ part: Range<Int>, isReread: Bool) {
        let regions = walk.values.regions(head: head / walk.sharing, rows: part, columns: 0..<walk.depth)
        record(regions, at: walk.block.scores, isReread: isReread)
    }
}
