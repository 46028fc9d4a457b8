import Architecture
import OperatorTrace

extension TrafficForecast {
    /// Records the weight tiles of a product in the order in which its commands load them.
    mutating func recordTiles(
        of product: MatrixProduct, a: Operand, b: Operand, _ tiling: ProductTiling, passesOverB: Int, at step: Int
    ) {
        guard recordsWeights[step] else { return }
        let walk = TileWalk(
            product: product, a: a, b: b, step: step, tiling: tiling, loadsA: hasWeights(a), loadsB: hasWeights(b),
            readsBOnce: product.batch == 1 && b.parts.count == 1 && passesOverB == 1)
        guard walk.loadsA || walk.loadsB else { return }
        for head in 0..<product.batch {
            switch tiling.order {
            case .columnsOuter: recordColumnsOuter(walk, head: head)
            case .rowsOuter: recordRowsOuter(walk, head: head)
            case .tileByTile: recordTileByTile(walk, head: head)
            case .nest(let nest, let reloads): record(nest, reloads: reloads, walk, head: head)
            }
        }
    }

    func hasWeights(_ operand: Operand) -> Bool {
        operand.parts.contains { index[$0.storage].kind == .weight && !holds($0.storage) }
    }

    /// A product on its way into tiles.
    private struct TileWalk {
        var product: MatrixProduct
        var a: Operand
        var b: Operand
        var step: Int
        var tiling: ProductTiling
        var loadsA: Bool
        var loadsB: Bool
        /// Whether every tile of `b` is read once.
        var readsBOnce: Bool

        var rows: Cuts { cuts(of: product.m, by: tiling.m) }
        var depths: Cuts { cuts(of: product.k, by: tiling.k) }
        var columns: Cuts { cuts(of: product.n, by: tiling.n) }
    }

    private mutating func recordA(_ walk: TileWalk, head: Int, _ m: Int, _ k: Int, isReread: Bool) {
        guard walk.loadsA else { return }
        let regions = walk.a.regions(head: head, rows: walk.rows[m], columns: walk.depths[k])
        record(regions, at: walk.step, isReread: isReread)
    }

    private mutating func recordB(_ walk: TileWalk, head: Int, _ k: Int, _ n: Int, isReread: Bool) {
        guard walk.loadsB else { return }
        let regions = walk.product.regionsOfB(walk.b, head: head, k: walk.depths[k], n: walk.columns[n])
        record(
            regions, at: walk.step, isReread: isReread || walk.product.rereadsB(walk.b, a: walk.a, head: head),
            isOnce: walk.readsBOnce)
    }

    private mutating func recordColumnsOuter(_ walk: TileWalk, head: Int) {
        for n in walk.columns.indices {
            for m in walk.loadsA ? walk.rows.indices : 0..<1 {
                for k in walk.depths.indices {
                    if m == 0 { recordB(walk, head: head, k, n, isReread: false) }
                    recordA(walk, head: head, m, k, isReread: n > 0)
                }
            }
        }
    }

    private mutating func recordRowsOuter(_ walk: TileWalk, head: Int) {
        for m in walk.rows.indices {
            for n in walk.loadsB ? walk.columns.indices : 0..<1 {
                for k in walk.depths.indices {
                    if n == 0 { recordA(walk, head: head, m, k, isReread: false) }
                    recordB(walk, head: head, k, n, isReread: m > 0)
                }
            }
        }
    }

    private mutating func recordTileByTile(_ walk: TileWalk, head: Int) {
        for n in walk.columns.indices {
            for m in walk.rows.indices {
                for k in walk.depths.indices {
                    recordB(walk, head: head, k, n, isReread: m > 0)
                    recordA(walk, head: head, m, k, isReread: n > 0)
                }
            }
        }
    }

    private mutating func record(_ nest: LoopNest, reloads: Bool, _ walk: TileWalk, head: Int) {
        var (a, b): (SIMD2<Int>?, SIMD2<Int>?)
        nest.forEach(m: walk.rows.count, k: walk.depths.count, n: walk.columns.count) { m, k, n in
            if reloads || a != SIMD2(m, k) { recordA(walk, head: head, m, k, isReread: n > 0) }
            if reloads || b != SIMD2(k, n) { recordB(walk, head: head, k, n, isReread: m > 0) }
            (a, b) = (SIMD2(m, k), SIMD2(k, n))
        }
    }
}
