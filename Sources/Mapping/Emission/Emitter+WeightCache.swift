import Architecture
import OperatorTrace
import Quantities

extension Emitter {
    /// Loads what is not on chip of a weight tile, as the cache's plan says, or all of it where no cache keeps anything.
    mutating func loadWeights(
        _ region: Region, as trafficClass: TrafficClass, step: Int, into tile: inout Tile
    ) throws(MappingError) {
        let transfer = layout.transfer(of: region, as: trafficClass)
        let space = Space(transfer.bytes, in: machine.sram.buffer(forWeights: true))
        guard let cache, cache.recordsWeights[step] else {
            let marker = try append(
                .transfer(transfer), to: .fetch, step: step, after: Dependencies(), allocates: space)
            tile.space += space
            tile.ready.insert(marker)
            return
        }
        let place = state.weights.cursor
        state.weights.cursor += 1
        let used = cache.trace.uses[index.steps[step].stage][place].tile
        let decision = schedule.decisions[place]
        for eviction in decision.evictions { try evict(eviction, step: step) }
        let kept = state.weights.kept[used]
        state.weights.kept[used] = nil
        if let kept { tile.ready.formUnion(kept.ready) }
        var room = space - granules(kept?.granules ?? 0)
        for rest in transfer.skipping(Space.granule.count * (kept?.granules ?? 0)) {
            let marker = try append(
                .transfer(rest), to: .fetch, step: step, after: Dependencies(), allocates: room)
            room = .none
            tile.ready.insert(marker)
        }
        tile.weights.append(.init(tile: used, space: space))
        state.weights.pendingKeep[used] = decision.keep
    }

    /// Gives a tile's room back when its users have ended, but for what the cache keeps of it.
    mutating func retire(_ tile: Tile, after users: Dependencies, step: Int) throws(MappingError) {
        try release(tile.space, after: users, step: step)
        for weights in tile.weights {
            let keep = state.weights.pendingKeep[weights.tile]
            state.weights.pendingKeep[weights.tile] = 0
            if keep > 0 {
                state.weights.kept[weights.tile] = .init(granules: keep, ready: tile.ready, users: users)
            }
            try release(weights.space - granules(keep), after: users, step: step)
        }
    }

    /// The uses of weights by a layer that comes next, under their places in the cache's plan.
    func weightUses(of layer: Int) -> ArraySlice<WeightTrace.Use> {
        let steps = index.layerSteps[layer]
        guard let cache, let first = steps.first else { return [] }
        let uses = cache.trace.uses[index.steps[first].stage][state.weights.cursor...]
        return uses.prefix { $0.step < steps.upperBound }
    }

    /// Notes what a layer leaves of weights, as an alike one did.
    mutating func repeatWeights(of known: LayerTemplate, for layer: Int) {
        let shift = builder.books.counts &- known.before.books.counts
        for (use, after) in zip(weightUses(of: layer), known.keptWeights) {
            let before = state.weights.kept[use.tile]
            state.weights.kept[use.tile] = after?.shifted(by: shift, since: known.before.books.counts, from: before)
        }
        state.weights.cursor += known.keptWeights.count
    }

    /// Makes the room that the plan asks for before a step.
    mutating func trimWeights(at step: Int) throws(MappingError) {
        guard cache != nil else { return }
        for eviction in schedule.trims[step] ?? [] { try evict(eviction, step: step) }
    }

    private mutating func evict(_ eviction: WeightCachePlan.Eviction, step: Int) throws(MappingError) {
        if let kept = state.weights.kept[eviction.tile] {
            let rest = kept.granules - eviction.granules
            state.weights.kept[eviction.tile] =
                rest > 0 ? .init(granules: rest, ready: kept.ready, users: kept.users) : nil
            try release(granules(eviction.granules), after: kept.users, step: step)
        } else {
            state.weights.pendingKeep[eviction.tile] -= eviction.granules
        }
    }

    private func granules(_ count: Int) -> Space {
        Space(Bytes(count * Space.granule.count), in: machine.sram.buffer(forWeights: true))
    }
}

extension Transfer {
    /// What is left when the first bytes are there already: the rest of a row, then whole rows.
    func skipping(_ bytes: Int) -> [Transfer] {
        guard bytes > 0 else { return [self] }
        guard bytes < self.bytes.count else { return [] }
        let (wholeRows, part) = bytes.quotientAndRemainder(dividingBy: rowBytes)
        var rest: [Transfer] = []
        if part > 0 {
            var row = self
            row.address += wholeRows * pitch + part
            row.rows = 1
            row.rowBytes = rowBytes - part
            row.pitch = row.rowBytes
            rest.append(row)
        }
        let next = wholeRows + (part > 0 ? 1 : 0)
        guard next < rows else { return rest }
        var block = self
        block.address += next * pitch
        block.rows = rows - next
        rest.append(block)
        return rest
    }
}
