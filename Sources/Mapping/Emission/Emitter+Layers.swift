import Architecture

extension Emitter {
    /// The commands of a layer: those of an earlier one over again if it is alike and begins alike, on its own tensors.
    mutating func emit(layer: Int, _ iteration: Iteration) throws(MappingError) {
        guard takesShortcuts, let start = LayerStart(self, layer: layer) else {
            return try emitSteps(of: layer, iteration)
        }
        if let known = templates.last(where: { $0.start == start }), builder.hasPlace(for: known.commands.count) {
            return repeatCommands(of: known, for: layer)
        }
        let before = builder.books
        let written = writtenStorages(of: layer)
        try emitSteps(of: layer, iteration)
        guard state.pending.isEmpty, index.layers.storages[layer].allSatisfy({ !holds($0) }) else { return }
        templates.append(
            LayerTemplate(
                start: start, layer: layer, commands: before.commandCount..<builder.books.commandCount,
                before: before, after: builder.books, written: written, writtenAfter: writtenStorages(of: layer)))
    }

    /// What has been written to HBM of the storages of a layer.
    private func writtenStorages(of layer: Int) -> [Dependencies?] {
        index.layers.storages[layer].map { state.written[$0.index] }
    }

    private mutating func repeatCommands(of known: LayerTemplate, for layer: Int) {
        let pairs = zip(index.layers.storages[known.layer], index.layers.storages[layer])
        for (old, new) in pairs { counterparts[old.index] = new }
        let operations =
            index.steps[index.layerSteps[layer].lowerBound].operation
            - index.steps[index.layerSteps[known.layer].lowerBound].operation
        let shift = builder.books.counts &- known.before.counts
        builder.repeatCommands(
            known.commands, from: known.before, to: known.after, operations: Int32(operations)
        ) { [layout, counterparts] transfer in
            layout.move(&transfer, to: counterparts[Int(transfer.tensor)])
        }
        for (place, (_, new)) in pairs.enumerated() where known.writtenAfter[place] != known.written[place] {
            state.written[new.index] = known.writtenAfter[place]?.shifted(by: shift)
        }
    }
}

/// A layer whose commands have been written, for others like it.
struct LayerTemplate {
    let start: LayerStart
    let layer: Int
    /// Places in the program.
    let commands: Range<Int>
    let before: ProgramBuilder.Books
    let after: ProgramBuilder.Books
    /// By storage of the layer, what had been written before and after.
    let written: [Dependencies?]
    let writtenAfter: [Dependencies?]
}

/// What the commands of a layer depend on besides its tensors: layers for which it is equal, within one iteration, have
/// the same commands, moved.
///
/// Commands wait for others of their layer, which move with it, or for data that was written to HBM before.
struct LayerStart: Equatable {
    private let kind: Int
    private let occupied: Space
    /// By storage of the layer: what a load of it would wait for, from the layer's first command on; nil if it would not
    /// wait for this run's stores.
    private let waits: [Waits?]
    /// Room for tiles, by step.
    private let reserve: ArraySlice<Space>
    private let free: ArraySlice<Space>
    /// Whether an attention block begins, by step.
    private let beginsBlock: [Bool]
    private let stays: [Stay]

    /// A residence that begins in the layer.
    private struct Stay: Equatable {
        var storage: Int
        /// The first step and the last, from the first of the layer on.
        var first: Int
        var last: Int
        var space: Space
        var loads: Bool
        var stores: Residence.StorePolicy
        var spansIterations: Bool
    }

    /// Nil if the layer's commands depend on more than that: on what lies in SRAM, or on what a cache keeps.
    init?(_ emitter: borrowing Emitter, layer: Int) {
        let (index, state) = (emitter.index, emitter.state)
        let steps = index.layerSteps[layer]
        let storages = index.layers.storages[layer]
        guard emitter.cache == nil, !steps.isEmpty, state.pending.isEmpty,
            storages.allSatisfy({ state.held[$0.index] == nil })
        else { return nil }
        var stays: [Stay] = []
        for step in steps {
            for residence in emitter.beginning[step] ?? [] {
                guard let place = storages.firstIndex(of: residence.storage), residence.becomes == nil,
                    !emitter.carriedOnChip.contains(residence.storage)
                else { return nil }
                stays.append(
                    Stay(
                        storage: place, first: step - steps.lowerBound,
                        last: residence.steps.upperBound - steps.lowerBound, space: residence.space,
                        loads: residence.loads, stores: residence.stores,
                        spansIterations: residence.spansIterations))
            }
            let endsOthers = emitter.ending[step]?.contains {
                !steps.contains($0.steps.lowerBound) && state.held[$0.storage.index] != nil
            }
            guard endsOthers != true else { return nil }
        }
        self.stays = stays
        kind = index.layers.first[layer]
        occupied = emitter.builder.books.occupied
        waits = storages.map { storage in
            state.written[storage.index].map { emitter.builder.waits(of: .reload, $0, since: emitter.builder.books.counts) }
        }
        reserve = emitter.tilings.reserve[steps]
        free = emitter.tilings.free[steps]
        beginsBlock = steps.map { emitter.blocks[$0] != nil }
    }
}
