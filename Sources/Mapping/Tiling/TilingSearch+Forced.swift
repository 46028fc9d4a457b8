import Architecture
import Quantities

extension TilingSearch {
    /// The size that `mapping` asks for along an extent, or nil if it leaves the choice; never more than there is.
    func forced(_ size: Int, _ extent: Int) -> Int? { size > 0 ? min(size, extent) : nil }

    /// The order of loops that `mapping` asks for. To load every tile anew without naming an order is to go tile by tile.
    var forcedOrder: ProductTiling.LoopOrder? {
        guard mapping.loopOrder == .automatic else {
            return .nest(mapping.loopOrder, reloads: mapping.reloadsTiles)
        }
        return mapping.reloadsTiles ? .tileByTile : nil
    }

    /// Room for two copies of tiles of the size that `mapping` asks for.
    func forcedSpace(for demand: ProductDemand) -> Space {
        let tiling = ProductTiling(
            m: forced(mapping.tile.m, demand.m) ?? preferredRows(demand),
            k: forced(mapping.tile.k, demand.k) ?? preferredDepth(demand),
            n: forced(mapping.tile.n, demand.n) ?? preferredColumns(demand), order: forcedOrder ?? .tileByTile)
        let space = demand.space(of: tiling, sram: sram)
        return space + space
    }

    /// Whether the sums of one tile fit into the accumulators, if they must wait there for a later part of k.
    func fitsAccumulators(_ tiling: ProductTiling, _ demand: ProductDemand) -> Bool {
        tiling.k >= demand.k || array.holdsPartialSums(rows: tiling.m, columns: tiling.n)
    }

    /// Whether partial sums wait in the accumulators between two visits to a tile of results: always with k innermost,
    /// else where everything that the loops inside k go over has room there.
    func keepsSums(_ tiling: ProductTiling, _ demand: ProductDemand) -> Bool {
        guard case .nest(let nest, _) = tiling.order, tiling.k < demand.k else { return true }
        let inside = nest.loops.drop { $0 != .k }.dropFirst()
        guard !inside.isEmpty else { return true }
        return array.holdsPartialSums(
            rows: inside.contains(.m) ? demand.m : tiling.m, columns: inside.contains(.n) ? demand.n : tiling.n)
    }

    /// Bytes of partial sums that go out to HBM and come back.
    func spilledSumBytes(of tiling: ProductTiling, _ demand: ProductDemand) -> Int {
        guard !keepsSums(tiling, demand) else { return 0 }
        return 2 * (tiles(demand.k, tiling.k) - 1) * demand.m * demand.n * ArraySpec.partialSumBytes
    }
}

extension ProductDemand {
    /// How often all of `a`, and all of `b`, are read.
    func passes(of tiling: ProductTiling) -> (a: Int, b: Int) {
        let overN = tiles(n, tiling.n)
        let overM = tiles(m, tiling.m)
        switch tiling.order {
        case .columnsOuter: return (overN, 1)
        case .rowsOuter: return (1, overM)
        case .tileByTile, .nest(_, reloads: true): return (overN, overM)
        case .nest(let nest, reloads: false):
            return (
                isKept(over: .n, in: nest, tiling) ? 1 : overN, isKept(over: .m, in: nest, tiling) ? 1 : overM
            )
        }
    }

    /// Whether a tile that does not depend on a loop stays the same for all of it: no other loop turns inside.
    private func isKept(over loop: LoopNest.Loop, in nest: LoopNest, _ tiling: ProductTiling) -> Bool {
        nest.loops.drop { $0 != loop }.dropFirst().allSatisfy { inner in
            switch inner {
            case .m: tiling.m >= m
            case .k: tiling.k >= k
            case .n: tiling.n >= n
            }
        }
    }
}

extension WorkingSpace {
    /// Refuses tiles that `mapping` asks for where they cannot be; the product that needs most says it for all.
    func checkForcedTiles() throws(MappingError) {
        guard !machine.mapping.isAutomatic else { return }
        let inBlocks = Set(blocks.values.flatMap { Array($0.steps) })
        var least = Space.none
        var worst: (step: Int, tiling: ProductTiling, space: Space)?
        for place in index.steps.indices where !inBlocks.contains(place) {
            guard case .product(let product) = index.bodies[place] else { continue }
            let demand = index.demand(ofProductAt: place, holds: index.isOnChip)
            let tiling = search.smallest(demand)
            guard search.fitsAccumulators(tiling, demand) else {
                let columns = tiles(tiling.n, machine.array.columns) * machine.array.columns
                throw .forcedSumsTooLarge(
                    operation: index.path(of: place), tiles: tiling.text,
                    needed: Bytes(tiling.m * columns * ArraySpec.partialSumBytes),
                    accumulators: machine.array.accumulators)
            }
            let space = demand.space(of: tiling, sram: machine.sram) + bias(of: product)
            least = least.maximum(with: space)
            guard !space.fits(in: machine.sram.space), space.bytes > worst?.space.bytes ?? .zero else { continue }
            worst = (place, tiling, space)
        }
        guard let worst else { return }
        throw .forcedTilesTooLarge(
            operation: index.path(of: worst.step), tiles: worst.tiling.text, need: worst.space, sram: machine.sram,
            least: least)
    }
}

extension ProductTiling {
    fileprivate var text: String { "\(m) x \(k) x \(n) (m x k x n)" }
}
