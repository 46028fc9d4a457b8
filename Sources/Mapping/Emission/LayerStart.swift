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

    /// Nil if the layer cannot be compared with others.
    init?(_ emitter: borrowing Emitter, layer: Int) {
        let index = emitter.index
        let steps = index.layerSteps[layer]
        guard emitter.state.pending.isEmpty, !steps.isEmpty, let setting = emitter.settings[layer],
            emitter.cache == nil || steps.allSatisfy({ emitter.schedule.trims[$0] == nil })
        else { return nil }
        self.setting = setting
        recordsWeights = emitter.cache?.isRecorded[steps] ?? []
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
            StorageStart(storage, emitter, since: books.counts, isFreed: setting.ends(storage: place))
        }
    }

    /// Whether a residence of a storage of the layer, by its place, ends in it.
    func ends(storage: Int) -> Bool { setting.ends(storage: storage) }
}
