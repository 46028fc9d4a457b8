import Architecture

/// Tiles of few rows make the array wait for stationary loads; where it takes twice as long, hiding the loads of SRAM tiles
/// cannot make up for it, which saves half of the time at most.
extension TilingSearch {
    /// How often the array takes twice as long as for the product in one piece: 0 for less than twice as long, 1 for less
    /// than four times, and so on.
    func slowness(_ tiling: ProductTiling, _ demand: ProductDemand) -> Int {
        let tile = cycles(ProductShape(m: tiling.m, k: tiling.k, n: tiling.n))
        let whole = cycles(ProductShape(m: demand.m, k: demand.k, n: demand.n))
        return doublings(of: whole, in: tile * Double(demand.commands(of: tiling)))
    }

    /// The same for the two products of an attention block.
    func slowness(_ tiling: AttentionTiling, _ demand: AttentionDemand) -> Int {
        let tile =
            cycles(ProductShape(m: tiling.rows, k: demand.width, n: tiling.keys))
            + cycles(ProductShape(m: tiling.rows, k: tiling.keys, n: demand.width))
        let whole =
            cycles(ProductShape(m: demand.m, k: demand.width, n: demand.keys))
            + cycles(ProductShape(m: demand.m, k: demand.keys, n: demand.width))
        return doublings(
            of: whole, in: tile * Double(tiles(demand.m, tiling.rows) * tiles(demand.keys, tiling.keys)))
    }

    /// Cycles between the starts of products of a shape that follow each other; 0 where the array cannot do it.
    private func cycles(_ product: ProductShape) -> Double {
        (try? array.run(product)).map { Double($0.span.count) } ?? 0
    }

    private func doublings(of whole: Double, in time: Double) -> Int {
        guard whole > 0, time > whole else { return 0 }
        return Int((time / whole).exponent)
    }
}
