import Architecture

/// What the commands of a layer depend on: layers for which it is equal, within one iteration, have the same commands,
/// moved to their own tensors.
///
/// Commands wait for others of their layer, which move with it, or for earlier ones. Of those it matters which ones a
/// queue has not waited for yet, and how far before the layer they lie.
struct LayerStart: Equatable {
    private let setting: LayerSetting
    /// Queues that have been given a command in the segment, a bit each, if the layer frees what was there before it:
    /// a release may join the last command of a queue.
    private let begunQueues: UInt8
    private let storages: [StorageStart]
    /// By step, whether uses of weights are counted; empty without a weight cache.
    private let recordsWeights: ArraySlice<Bool>
    private let weights: [WeightStart]

    /// A use of a weight tile, in the order in which the layer comes to them.
    private struct WeightStart: Equatable {
        /// Its number, from that of the layer's first.
        var tile: Int
        /// Granules that lie in SRAM, and those that stay behind it.
        var kept: Int
        var keep: Int
        var ready: OperandWaits?
    }

    /// Nil if the layer cannot be compared with others.
    init?(_ emitter: borrowing Emitter, layer: Int) {
        let index = emitter.index
        let steps = index.layerSteps[layer]
        guard emitter.state.pending.isEmpty, !steps.isEmpty, let setting = emitter.settings[layer],
            emitter.cache == nil || steps.allSatisfy({ emitter.schedule.trims[$0] == nil })
        else { return nil }
        self.setting = setting
        recordsWeights = emitter.cache?.recordsWeights[steps] ?? []
        guard let weights = Self.weights(emitter, layer: layer) else { return nil }
        self.weights = weights
        let books = emitter.builder.books
        let freesHeld = index.layers.storages[layer].enumerated().contains { place, storage in
            setting.ends(storage: place) && emitter.holds(storage)
        }
        begunQueues =
            !freesHeld
            ? 0
            : (0..<CommandQueue.count).reduce(0) { bits, queue in
                books.last[queue] >= books.segmentStart ? bits | 1 << UInt8(queue) : bits
            }
        storages = index.layers.storages[layer].enumerated().map { place, storage in
            StorageStart(
                storage, emitter, since: books.counts, isFreed: setting.ends(storage: place), storesAwaitReads: true)
        }
    }

    /// Nil if some must go to make room for others.
    private static func weights(_ emitter: borrowing Emitter, layer: Int) -> [WeightStart]? {
        let uses = emitter.weightUses(of: layer)
        let books = emitter.builder.books
        var weights: [WeightStart] = []
        weights.reserveCapacity(uses.count)
        for place in uses.indices {
            let decision = emitter.schedule.decisions[place]
            guard decision.evictions.isEmpty else { return nil }
            let kept = emitter.state.weights.kept[uses[place].tile]
            weights.append(
                WeightStart(
                    tile: uses[place].tile - uses[uses.startIndex].tile, kept: kept?.granules ?? 0,
                    keep: decision.keep,
                    ready: kept.map { OperandWaits($0.ready, books, since: books.counts) }))
        }
        return weights
    }

    /// Whether a residence of a storage of the layer, by its place, ends in it.
    func ends(storage: Int) -> Bool { setting.ends(storage: storage) }
}
