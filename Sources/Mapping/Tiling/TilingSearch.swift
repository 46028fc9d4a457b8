import Architecture
import Quantities

/// Finds the tiling of a product for the room there is.
///
/// Every combination of the listed tile sizes and loop orders is weighed: fewest HBM bytes first, then products that
/// keep the array busy, then room for a second copy of the tiles (so that loads hide behind products), then the fewest
/// commands. The lists are short: halvings of each extent down to one array tile.
struct TilingSearch {
    let array: ArraySpec
    let sram: SRAMSpec
    /// What is not for the search to choose.
    var mapping = MappingSpec()

    /// A tile of `b` of about this size is one transfer: long enough to hide the latency of HBM behind its bytes
    /// (100 ns at 256 GB/s are 25 kB), short enough that the array does not wait long for the first.
    static let preferredTile = Bytes(64 << 10)
    /// Rows that stream past one stationary tile at a time where there are more: at least twice a full load.
    static let preferredRows = 256

    /// The best tiling in `room`, or nil if not even the smallest fits.
    func best(for demand: ProductDemand, in room: Space) -> ProductTiling? {
        var best: (tiling: ProductTiling, score: Score)?
        let (columns, rows) = (columnSizes(demand), rowSizes(demand))
        for order in orders(demand) {
            let depths = depthSizes(demand, order)
            for n in columns {
                for m in rows {
                    for k in depths {
                        let tiling = ProductTiling(m: m, k: k, n: n, order: order)
                        guard let score = score(tiling, demand, room, atMost: best?.score.bytes) else { continue }
                        if let known = best, known.score <= score { continue }
                        best = (tiling, score)
                    }
                }
            }
        }
        return best?.tiling
    }

    /// The least room in which the product can be mapped.
    func leastSpace(for demand: ProductDemand) -> Space {
        demand.space(of: smallest(demand), sram: sram)
    }

    /// Room in which the preferred tiles of the product have two copies. Where one block of rows is all there is, a
    /// panel of `b` need not stay, and its parts along k come one by one.
    func preferredSpace(for demand: ProductDemand) -> Space {
        guard mapping.isAutomatic else { return forcedSpace(for: demand) }
        let rows = preferredRows(demand)
        let isOneBlock = rows == demand.m && array.holdsPartialSums(rows: rows, columns: preferredColumns(demand))
        let tiling = ProductTiling(
            m: rows, k: isOneBlock ? preferredDepth(demand) : demand.k, n: preferredColumns(demand),
            order: isOneBlock ? .tileByTile : .columnsOuter)
        let space = demand.space(of: tiling, sram: sram)
        return space + space
    }

    func smallest(_ demand: ProductDemand) -> ProductTiling {
        let unit = array.tileUnit
        return ProductTiling(
            m: forced(mapping.tile.m, demand.m) ?? 1, k: forced(mapping.tile.k, demand.k) ?? min(demand.k, unit.k),
            n: forced(mapping.tile.n, demand.n) ?? min(demand.n, unit.n), order: forcedOrder ?? .tileByTile)
    }

    /// The loop orders to weigh: the one that was asked for, or all that are of use. Holding one operand makes one of
    /// them pointless.
    private func orders(_ demand: ProductDemand) -> [ProductTiling.LoopOrder] {
        if let forcedOrder { return [forcedOrder] }
        return [.columnsOuter]
            + (!demand.holdsA || demand.holdsB ? [.rowsOuter] : [])
            + (!demand.holdsA || !demand.holdsB ? [.tileByTile] : [])
    }

    private struct Score: Comparable {
        var bytes: Int
        var slowness: Int
        var isSingle: Int
        var isCoarse: Int
        var commands: Int

        static func < (left: Score, right: Score) -> Bool {
            (left.bytes, left.slowness, left.isSingle, left.isCoarse, left.commands)
                < (right.bytes, right.slowness, right.isSingle, right.isCoarse, right.commands)
        }
    }

    /// Nil if a tiling does not fit, or moves more than `most` bytes.
    private func score(
        _ tiling: ProductTiling, _ demand: ProductDemand, _ room: Space, atMost most: Int?
    ) -> Score? {
        let space = demand.space(of: tiling, sram: sram)
        guard space.fits(in: room) else { return nil }
        guard fitsAccumulators(tiling, demand) else { return nil }
        let bytes = demand.bytes(of: tiling) + spilledSumBytes(of: tiling, demand)
        guard bytes <= most ?? Int.max else { return nil }
        let isCoarse =
            tiling.m > preferredRows(demand)
            || tiling.k * tiling.n * demand.bitsB / 8 > 2 * Self.preferredTile.count
        return Score(
            bytes: bytes, slowness: slowness(tiling, demand),
            isSingle: (space + space).fits(in: room) ? 0 : 1,
            isCoarse: isCoarse ? 1 : 0, commands: demand.commands(of: tiling))
    }

    func preferredRows(_ demand: ProductDemand) -> Int {
        // Blocks of equal height: a short one at the end would not hide the loads of its stationary tiles.
        let most = max(Self.preferredRows, array.tileUnit.m)
        return tiles(demand.m, tiles(demand.m, most))
    }

    func preferredColumns(_ demand: ProductDemand) -> Int {
        let unit = array.tileUnit.n
        return min(demand.n, unit * unitsInPreferredTile(bits: demand.k * unit * demand.bitsB))
    }

    func preferredDepth(_ demand: ProductDemand) -> Int {
        let unit = array.tileUnit
        return min(demand.k, unit.k * unitsInPreferredTile(bits: unit.k * unit.n * demand.bitsB))
    }

    private func unitsInPreferredTile(bits: Int) -> Int {
        max(1, tiles(Self.preferredTile.count, max(1, bits / 8)))
    }

    private func columnSizes(_ demand: ProductDemand) -> [Int] {
        forced(mapping.tile.n, demand.n).map { [$0] }
            ?? sizes(of: demand.n, unit: array.tileUnit.n, including: preferredColumns(demand))
    }

    private func rowSizes(_ demand: ProductDemand) -> [Int] {
        forced(mapping.tile.m, demand.m).map { [$0] } ?? sizes(of: demand.m, unit: 1, including: preferredRows(demand))
    }

    private func depthSizes(_ demand: ProductDemand, _ order: ProductTiling.LoopOrder) -> [Int] {
        if let depth = forced(mapping.tile.k, demand.k) { return [depth] }
        switch order {
        case .columnsOuter, .rowsOuter: return [demand.k, preferredDepth(demand)]
        case .tileByTile, .nest:
            return sizes(of: demand.k, unit: array.tileUnit.k, including: preferredDepth(demand))
        }
    }

    /// The extent, its halvings down to one unit, and one more size, largest first.
    func sizes(of extent: Int, unit: Int, including extra: Int) -> [Int] {
        var sizes = [extent]
        var size = 1
        while size < tiles(extent, unit) { size *= 2 }
        while size >= 1 {
            let candidate = min(extent, size * unit)
            if candidate != sizes.last { sizes.append(candidate) }
            size /= 2
        }
        if !sizes.contains(extra) { sizes.append(extra) }
        return sizes
    }
}
