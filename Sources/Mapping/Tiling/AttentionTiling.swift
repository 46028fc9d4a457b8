import Architecture
import Quantities

/// How an attention block is cut: rows of queries that are scored, softmaxed and multiplied by the values at a time,
/// and keys that lie in SRAM at a time.
struct AttentionTiling: Equatable {
    var rows: Int
    /// All keys of a head, or as many as arrive at a time; those are read again for every tile of rows.
    var keys: Int
    /// True if the next rows are scored while these are softmaxed and multiplied.
    var overlapsRows: Bool
    /// True if the keys and values of the next heads arrive while the last rows of these are still at work.
    var overlapsHeads: Bool
}

/// An attention block as the tiling search sees it.
struct AttentionDemand: Hashable {
    var heads: Int
    /// Consecutive heads that use the same keys and values.
    var headsPerSharedKeys: Int
    var m: Int
    /// Width of a head.
    var width: Int
    /// Number of keys.
    var keys: Int
    var bitsQuery: Int
    var bitsKey: Int
    var bitsValue: Int
    /// Bits of a score at its widest: the vector unit rewrites a tile of scores in place until it holds probabilities.
    var bitsScores: Int
    var bitsContext: Int
    var holdsQuery: Bool
    var holdsKeys: Bool
    var holdsValues: Bool
    var holdsContext: Bool
    /// Tensors that stand together as queries, and as keys or values: each part of a tile has granules of its own.
    var partsQuery = 1
    var partsKeys = 1

    /// Room for the keys and values at hand and for one tile of rows, or two: one being scored, one being summed.
    func space(of tiling: AttentionTiling) -> Space {
        let rows = tiling.rows
        var space = Space.none
        let copies = tiling.overlapsHeads ? 2 : 1
        let rowTiles = tiling.overlapsRows ? 2 : 1
        if !holdsKeys { space += room(tiling.keys, width, bits: bitsKey, tiles: copies, parts: partsKeys) }
        if !holdsValues { space += room(tiling.keys, width, bits: bitsValue, tiles: copies, parts: partsKeys) }
        if !holdsQuery { space += room(rows, width, bits: bitsQuery, tiles: rowTiles, parts: partsQuery) }
        if !holdsContext { space += room(rows, width, bits: bitsContext, tiles: rowTiles) }
        return space + room(rows, keys, bits: bitsScores, tiles: rowTiles)
    }

    /// Bytes of keys and values read from HBM.
    func bytes(of tiling: AttentionTiling) -> Int {
        let bits = (holdsKeys ? 0 : bitsKey) + (holdsValues ? 0 : bitsValue)
        let groups = heads / headsPerSharedKeys
        let passes = tiling.keys == keys ? groups : heads * tiles(m, tiling.rows)
        return keys * width * bits / 8 * passes
    }

    private func room(_ rows: Int, _ columns: Int, bits: Int, tiles: Int, parts: Int = 1) -> Space {
        // Rows may start on whole bytes, and every part of a tile on whole granules.
        let tile = Bytes((rows * columns * bits + 7) / 8 + rows + parts * Space.granule.count)
        return Space(tile * tiles, in: .scratchpad)
    }
}

extension TilingSearch {
    /// The tiling that reads the fewest bytes in the room; among equals, one whose products keep the array busy, one of no
    /// more than the preferred rows, one that overlaps loads and passes with products, one with few tiles. Nil if none fits.
    func best(for demand: AttentionDemand, in room: Space) -> AttentionTiling? {
        var best: (tiling: AttentionTiling, score: AttentionScore)?
        for keys in keySizes(demand) {
            for rows in sizes(of: demand.m, unit: 1, including: preferredAttentionRows(demand)) {
                for overlap in [(true, true), (true, false), (false, false)] {
                    let tiling = AttentionTiling(
                        rows: rows, keys: keys, overlapsRows: overlap.0, overlapsHeads: overlap.1)
                    guard let score = score(tiling, demand, room) else { continue }
                    if let known = best, known.score <= score { continue }
                    best = (tiling, score)
                }
            }
        }
        return best?.tiling
    }

    func preferredSpace(for demand: AttentionDemand) -> Space {
        demand.space(
            of: AttentionTiling(
                rows: preferredAttentionRows(demand), keys: demand.keys, overlapsRows: true, overlapsHeads: true))
    }

    func leastSpace(for demand: AttentionDemand) -> Space {
        // Keys come in parts only where the sums of one row can wait for the next part.
        let sumsWait = array.holdsPartialSums(rows: 1, columns: demand.width)
        let keys = sumsWait ? keySizes(demand).min() ?? demand.keys : demand.keys
        return demand.space(
            of: AttentionTiling(rows: 1, keys: keys, overlapsRows: false, overlapsHeads: false))
    }

    /// Room for the smallest tiles with all keys of a head.
    func wholeSpace(for demand: AttentionDemand) -> Space {
        demand.space(of: AttentionTiling(rows: 1, keys: demand.keys, overlapsRows: false, overlapsHeads: false))
    }

    private struct AttentionScore: Comparable {
        var bytes: Int
        var slowness: Int
        var isCoarse: Int
        var isSingle: Int
        var tiles: Int

        static func < (left: AttentionScore, right: AttentionScore) -> Bool {
            (left.bytes, left.slowness, left.isCoarse, left.isSingle, left.tiles)
                < (right.bytes, right.slowness, right.isCoarse, right.isSingle, right.tiles)
        }
    }

    private func score(_ tiling: AttentionTiling, _ demand: AttentionDemand, _ room: Space) -> AttentionScore? {
        guard demand.space(of: tiling).fits(in: room) else { return nil }
        let isWhole = tiling.keys == demand.keys
        guard isWhole || array.holdsPartialSums(rows: tiling.rows, columns: demand.width) else { return nil }
        let coarse = isWhole && tiling.rows > Self.preferredRows
        return AttentionScore(
            bytes: demand.bytes(of: tiling), slowness: slowness(tiling, demand), isCoarse: coarse ? 1 : 0,
            isSingle: (tiling.overlapsRows ? 0 : 2) + (tiling.overlapsHeads ? 0 : 1),
            tiles: tiles(demand.m, tiling.rows) * tiles(demand.keys, tiling.keys))
    }

    /// All keys at once or, where keys or values come from HBM, halvings down to one tile of the array.
    private func keySizes(_ demand: AttentionDemand) -> [Int] {
        guard !demand.holdsKeys || !demand.holdsValues else { return [demand.keys] }
        let unit = max(array.tileUnit.n, array.tileUnit.k)
        return sizes(of: demand.keys, unit: min(unit, demand.keys), including: demand.keys)
    }

    private func preferredAttentionRows(_ demand: AttentionDemand) -> Int { min(demand.m, Self.preferredRows) }
}
