import Architecture

/// Tiles of few rows make the array wait for stationary loads; where it takes twice as long, hiding the loads of SRAM tiles
/// cannot make up for it, which saves half of the time at most.
extension TilingSearch {
    /// Whether the array takes more than twice as long as for the product in one piece.
    func isSlow(_ tiling: ProductTiling, _ demand: ProductDemand) -> Bool {
        let tile = cycles(ProductShape(m: tiling.m, k: tiling.k, n: tiling.n))
        let whole = cycles(ProductShape(m: demand.m, k: demand.k, n: demand.n))
        return tile * Double(demand.commands(of: tiling)) > 2 * whole
    }

    /// The same for the two products of an attention block.
    func isSlow(_ tiling: AttentionTiling, _ demand: AttentionDemand) -> Bool {
        let tile =
            cycles(ProductShape(m: tiling.rows, k: demand.width, n: tiling.keys))
            + cycles(ProductShape(m: tiling.rows, k: tiling.keys, n: demand.width))
        let whole =
            cycles(ProductShape(m: demand.m, k: demand.width, n: demand.keys))
            + cycles(ProductShape(m: demand.m, k: demand.keys, n: demand.width))
        return tile * Double(tiles(demand.m, tiling.rows) * tiles(demand.keys, tiling.keys)) > 2 * whole
    }

    /// Cycles between the starts of products of a shape that follow each other; 0 where the array cannot do it.
    private func cycles(_ product: ProductShape) -> Double {
        (try? array.run(product)).map { Double($0.span.count) } ?? 0
    }
}
