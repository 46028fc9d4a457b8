import Architecture
import OperatorTrace

extension Emitter {
    /// All iterations of a stage. Those that repeat the one before are counted: they are not emitted where what they begin
    /// with shows that they will, and taken back where their commands turn out to be the same.
    mutating func emitAll(stage: Int, inference: Int) throws(MappingError) {
        let count = index.iterations(ofStage: stage)
        let round = cache?.plan.rounds[inference * index.stageSteps.count + stage]
        let firstLate = round?.firstLate(of: count) ?? (endsApart(stage: stage) ? count - 1 : count)
        var lastStart: IterationStart?
        var iteration = 0
        while iteration < count {
            let followsLast = iteration > 0 && iteration < firstLate && round?.isSettled(iteration - 1) ?? true
            if let round {
                schedule = round.schedule(iteration, of: count)
                state.weights.cursor = 0
            }
            let start = takesShortcuts && iteration > 0 ? IterationStart(self, stage: stage) : nil
            if followsLast, let start, start == lastStart {
                builder.repeatLastSegment(firstLate - iteration)
                iteration = firstLate
                continue
            }
            let isSettled = iteration > 0 && iteration < firstLate && round?.isSettled(iteration) ?? true
            let before = isSettled ? (books: builder.books, state: state) : nil
            try emit(stage: stage, Iteration(isFirst: iteration == 0, isLast: iteration == count - 1))
            if let before, builder.repeatsLastSegment {
                builder.takeBackSegment(books: before.books)
                builder.repeatLastSegment(firstLate - iteration)
                state = before.state
                iteration = firstLate
            } else {
                let hasCommands = builder.endSegment(stage: stage, inference: inference, iteration: iteration)
                lastStart = hasCommands ? start : nil
                iteration += 1
            }
        }
    }

    /// Whether the last iteration of a stage may not be like those before it: something stays on chip between iterations,
    /// or goes out in some of them only.
    private func endsApart(stage: Int) -> Bool {
        let steps = index.stageSteps[stage]
        let handsOn = index.workload.stages[stage].carried.contains {
            calendar.isHandedOn(index.storage(of: $0.read))
        }
        return handsOn
            || calendar.residences.contains {
                steps.overlaps($0.steps)
                    && ($0.spansIterations || $0.becomes != nil
                        || $0.stores.applies(isLast: true) != $0.stores.applies(isLast: false))
            }
    }
}

/// What the commands of an iteration depend on that may differ from those of the one before: equal for two of them, neither
/// the first nor the last, that follow one schedule of the weight cache, only if their commands are.
private struct IterationStart: Equatable {
    private let occupied: Space
    private let storages: [StorageStart]
    /// Weights that the cache keeps, by tile.
    private let weights: [KeptStart]

    private struct KeptStart: Equatable {
        var tile: Int
        var granules: Int
        var ready: OperandWaits
    }

    /// Nil if the iteration cannot be compared with others: it frees the room of weights.
    init?(_ emitter: borrowing Emitter, stage: Int) {
        let (books, kept) = (emitter.builder.books, emitter.state.weights.kept)
        let (index, calendar) = (emitter.index, emitter.calendar)
        guard emitter.state.pending.isEmpty,
            emitter.schedule.trims.isEmpty, emitter.schedule.decisions.allSatisfy({ $0.evictions.isEmpty })
        else { return nil }
        occupied = books.occupied
        storages = index.storages.indices.map { place in
            let id = StorageID(index: place)
            let isFreed = calendar.places(of: id).contains {
                let residence = calendar.residences[$0]
                return index.stageSteps[stage].contains(residence.steps.upperBound) && !residence.spansIterations
            }
            // As long as no store has waited for reads, none will in an iteration that begins as the last one did.
            return StorageStart(
                id, emitter, since: books.base, isFreed: isFreed, storesAwaitReads: emitter.state.storesAwaitReads)
        }
        weights = kept.indices.compactMap { tile in
            kept[tile].map {
                KeptStart(
                    tile: tile, granules: $0.granules,
                    ready: OperandWaits($0.ready, books, since: books.base))
            }
        }
    }
}
