import Architecture

extension Emitter {
    /// The commands of a layer: those of an earlier one over again if it is alike and begins alike, on its own tensors.
    mutating func emit(layer: Int, _ iteration: Iteration) throws(MappingError) {
        guard takesShortcuts else { return try emitSteps(of: layer, iteration) }
        let start = LayerStart(self, layer: layer)
        if let start, let known = templates.last(where: { $0.start == start && canRepeat($0) }) {
            return repeatCommands(of: known, for: layer)
        }
        let before = layerState(layer)
        let uses = weightUses(of: layer)
        builder.earliestChange = before.commands
        builder.highest = before.books.occupied
        try emitSteps(of: layer, iteration)
        // A release may have joined a command of an earlier layer, which others can no longer be like.
        templates.removeAll { $0.commands.upperBound > builder.earliestChange }
        guard let start, builder.earliestChange == before.commands, state.pending.isEmpty else { return }
        let template = LayerTemplate(
            start: start, layer: layer, before: before, after: layerState(layer),
            keptWeights: uses.map { state.weights.kept[$0.tile] }, rise: builder.highest - before.books.occupied)
        if template.keepsHeld { templates.append(template) }
    }

    private func layerState(_ layer: Int) -> LayerTemplate.State {
        let storages = index.layers.storages[layer]
        return LayerTemplate.State(
            books: builder.books, commands: builder.commands.count,
            written: storages.map { state.written[$0.index] }, read: storages.map { state.read[$0.index] },
            held: storages.map { state.held[$0.index] })
    }

    /// Whether there is room for the commands and data of a layer like a known one.
    private func canRepeat(_ known: LayerTemplate) -> Bool {
        builder.hasPlace(for: known.commands.count)
            && (builder.books.occupied + known.rise).fits(in: builder.capacity)
    }

    private mutating func repeatCommands(of known: LayerTemplate, for layer: Int) {
        let (olds, news) = (index.layers.storages[known.layer], index.layers.storages[layer])
        let operations =
            index.steps[index.layerSteps[layer].lowerBound].operation
            - index.steps[index.layerSteps[known.layer].lowerBound].operation
        let shift = builder.books.counts &- known.before.books.counts
        repeatWeights(of: known, for: layer)
        builder.repeatCommands(
            known.commands, from: known.before.books, to: known.after.books, operations: Int32(operations),
            tensors: layout.moves(from: olds, to: news))
        for (place, new) in news.enumerated() {
            if known.after.written[place] != known.before.written[place] {
                state.written[new.index] = known.after.written[place]?.shifted(by: shift)
            }
            var read = known.after.read[place]
            read.shift(by: shift, since: known.before.books.counts, or: state.read[new.index])
            state.read[new.index] = read
            guard let after = known.after.held[place] else {
                state.held[new.index] = nil
                continue
            }
            let before = known.before.held[place]
            if before == nil { state.held[new.index] = Held(space: after.space) }
            state.held[new.index]?.add(whatCameTo: after, since: before, shiftedBy: shift)
        }
    }
}

/// A layer whose commands have been written, for others like it.
struct LayerTemplate {
    let start: LayerStart
    let layer: Int
    let before: State
    let after: State
    /// By use of a weight, what the cache keeps of it after the layer.
    let keptWeights: [WeightCacheState.Kept?]
    /// SRAM that it takes at a time beside what is taken before it.
    let rise: Space

    /// What the commands of a layer may change.
    struct State {
        let books: ProgramBuilder.Books
        /// Commands in the program.
        let commands: Int
        /// By storage of the layer.
        let written: [Dependencies?]
        let read: [Dependencies]
        let held: [Held?]
    }

    /// Places in the program.
    var commands: Range<Int> { before.commands..<after.commands }

    /// True if no storage has left the SRAM and come back.
    var keepsHeld: Bool {
        before.held.indices.allSatisfy { place in
            before.held[place] == nil || after.held[place] == nil || !start.ends(storage: place)
        }
    }
}
