import Architecture
import Quantities

extension Emitter {
    /// The tiles at hand in a nest of loops.
    private struct NestState {
        var a: (m: Int, k: Int, tile: Tile)?
        var b: (k: Int, n: Int, tile: Tile)?
        /// Tiles of results that have been begun, by their place in m and n.
        var outputs: [SIMD2<Int>: OutputTile] = [:]
        /// By the same place, when sums that went out are in HBM.
        var storedSums: [SIMD2<Int>: Marker] = [:]
    }

    /// A product in a nest that was asked for: one product command for each iteration of its innermost loop.
    ///
    /// `reloads` loads both tiles in every iteration; else a tile stays as long as the next iteration uses it too.
    mutating func emit(
        _ nest: LoopNest, reloads: Bool, _ plan: ProductPlan, head: Int, _ iteration: Iteration
    ) throws(MappingError) {
        var state = NestState()
        let (product, tiling) = (plan.product, plan.tiling)
        try nest.forEach(
            m: tiles(product.m, tiling.m), k: tiles(product.k, tiling.k), n: tiles(product.n, tiling.n)
        ) { m, k, n throws(MappingError) in
            try step((m, k, n), reloads: reloads, plan, head: head, &state, iteration)
        }
        if let a = state.a { try retire(a.tile, after: lastProduct, step: plan.step) }
        if let b = state.b { try retire(b.tile, after: lastProduct, step: plan.step) }
    }

    /// One iteration of the innermost loop: loads what is not at hand, multiplies, and passes results on.
    private mutating func step(
        _ place: (m: Int, k: Int, n: Int), reloads: Bool, _ plan: ProductPlan, head: Int, _ state: inout NestState,
        _ iteration: Iteration
    ) throws(MappingError) {
        let m = cuts(of: plan.product.m, by: plan.tiling.m)[place.m]
        let k = cuts(of: plan.product.k, by: plan.tiling.k)[place.k]
        let n = cuts(of: plan.product.n, by: plan.tiling.n)[place.n]
        if let a = state.a, reloads || a.m != place.m || a.k != place.k {
            try retire(a.tile, after: lastProduct, step: plan.step)
            state.a = nil
        }
        if let b = state.b, reloads || b.k != place.k || b.n != place.n {
            try retire(b.tile, after: lastProduct, step: plan.step)
            state.b = nil
        }
        let key = SIMD2(place.m, place.n)
        var output: OutputTile
        if let begun = state.outputs.removeValue(forKey: key) {
            output = begun
            if let stored = state.storedSums[key] { output.sumsReady = try loadSums(output, plan, m, n, stored) }
        } else {
            output = try OutputTile(plan, head: head, m: m, n: n)
        }
        if state.a == nil {
            let regions = plan.a.regions(head: head, rows: m, columns: k)
            state.a = (place.m, place.k, try loadTile(regions, step: plan.step, isReread: place.n > 0))
        }
        if state.b == nil {
            let isReread = place.m > 0 || plan.rereadsB(head: head)
            let regions = plan.regionsOfB(head: head, k: k, n: n)
            state.b = (place.k, place.n, try loadTile(regions, step: plan.step, isReread: isReread))
        }
        try multiply(plan, k: k, a: state.a?.tile ?? Tile(), b: state.b?.tile ?? Tile(), &output)
        guard output.depthDone < plan.product.k else { return try finish(output, plan, iteration) }
        if !plan.keepsSums { state.storedSums[key] = try storeSums(output, plan, m, n) }
        state.outputs[key] = output
    }

    private mutating func storeSums(
        _ output: OutputTile, _ plan: ProductPlan, _ m: Range<Int>, _ n: Range<Int>
    ) throws(MappingError) -> Marker {
        guard let producer = output.producer else { preconditionFailure("sums are stored after a product") }
        let transfer = layout.sums(rows: m, columns: n, width: plan.product.n, of: output.region.storage)
        return try append(.transfer(transfer), to: .store, step: plan.step, after: Dependencies(producer))
    }

    private mutating func loadSums(
        _ output: OutputTile, _ plan: ProductPlan, _ m: Range<Int>, _ n: Range<Int>, _ stored: Marker
    ) throws(MappingError) -> Dependencies {
        let transfer = layout.sums(rows: m, columns: n, width: plan.product.n, of: output.region.storage)
        return Dependencies(
            try append(.transfer(transfer), to: .reload, step: plan.step, after: Dependencies(stored)))
    }
}

extension LoopNest {
    /// Calls `body` with the place of every tile in m, k and n, in the order of the loops.
    func forEach<Failure: Error>(
        m: Int, k: Int, n: Int, _ body: (Int, Int, Int) throws(Failure) -> Void
    ) throws(Failure) {
        let loops = loops
        guard loops.count == 3 else { preconditionFailure("a nest has three loops") }
        let counts = loops.map { loop in
            switch loop {
            case .m: m
            case .k: k
            case .n: n
            }
        }
        let lanes = [Loop.m, .k, .n].map { loop in loops.firstIndex(of: loop) ?? 0 }
        for outer in 0..<counts[0] {
            for middle in 0..<counts[1] {
                for inner in 0..<counts[2] {
                    let place = SIMD3(outer, middle, inner)
                    try body(place[lanes[0]], place[lanes[1]], place[lanes[2]])
                }
            }
        }
    }
}
