import Architecture
import Quantities

/// How an attention block is cut: rows of queries that are scored, softmaxed and multiplied by the values at a time.
struct AttentionTiling: Equatable {
    var rows: Int
    /// True if the keys and values of the next heads arrive while the last rows of these are still at work.
    var overlapsHeads: Bool
}

/// An attention block as the tiling search sees it.
struct AttentionDemand: Hashable {
    var m: Int
    /// Width of a head.
    var width: Int
    /// Number of keys.
    var keys: Int
    var bitsQuery: Int
    var bitsKey: Int
    var bitsValue: Int
    /// Bits of a score, summed over the score matrix and the widest two neighbours of the chain behind it.
    var bitsScores: Int
    var bitsContext: Int
    var holdsQuery: Bool
    var holdsKeys: Bool
    var holdsValues: Bool
    var holdsContext: Bool

    /// Room for one head's keys and values and for two tiles of rows: one being scored, one being summed.
    func space(of tiling: AttentionTiling) -> Space {
        let rows = tiling.rows
        var space = Space.none
        let copies = tiling.overlapsHeads ? 2 : 1
        if !holdsKeys { space += room(keys, width, bits: copies * bitsKey) }
        if !holdsValues { space += room(keys, width, bits: copies * bitsValue) }
        if !holdsQuery { space += room(rows, width, bits: 2 * bitsQuery) }
        if !holdsContext { space += room(rows, width, bits: 2 * bitsContext) }
        return space + room(rows, keys, bits: 2 * bitsScores)
    }

    private func room(_ rows: Int, _ columns: Int, bits: Int) -> Space {
        // Rows start on whole bytes and tiles on whole granules: a byte a row and four granules cover both.
        Space(Bytes(rows * columns * bits / 8 + rows + 4 * Space.granule.count), in: .scratchpad)
    }
}

extension TilingSearch {
    /// The most rows at a time that fit, up to the preferred number; nil if not even one does.
    func best(for demand: AttentionDemand, in room: Space) -> AttentionTiling? {
        var rows = preferredAttentionRows(demand)
        while true {
            for overlapsHeads in [true, false] {
                let tiling = AttentionTiling(rows: rows, overlapsHeads: overlapsHeads)
                if demand.space(of: tiling).fits(in: room) { return tiling }
            }
            guard rows > 1 else { return nil }
            rows = (rows + 1) / 2
        }
    }

    func preferredSpace(for demand: AttentionDemand) -> Space {
        demand.space(of: AttentionTiling(rows: preferredAttentionRows(demand), overlapsHeads: true))
    }

    func leastSpace(for demand: AttentionDemand) -> Space {
        demand.space(of: AttentionTiling(rows: 1, overlapsHeads: false))
    }

    private func preferredAttentionRows(_ demand: AttentionDemand) -> Int { min(demand.m, Self.preferredRows) }
}
