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
            let start = takesShortcuts && iteration > 0 ? IterationStart(self) : nil
            if let start, start == lastStart, iteration < firstLate {
                builder.repeatLastSegment(firstLate - iteration)
                iteration = firstLate
                continue
            }
            if let round {
                schedule = round.schedule(iteration, of: count)
                state.weights.cursor = 0
            }
            let books = builder.books
            let before = state
            let isLast = iteration == count - 1
            try emit(stage: stage, Iteration(isFirst: iteration == 0, isLast: isLast))
            let isSettled = iteration > 0 && iteration < firstLate && round?.isSettled(iteration) ?? true
            if isSettled, builder.repeatsLastSegment {
                builder.takeBackSegment(books: books)
                builder.repeatLastSegment(firstLate - iteration)
                state = before
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
/// the first nor the last, only if their commands are.
///
/// Commands wait for counts that begin with the iteration. With nothing in SRAM, only data that has been written to HBM
/// brings waits from before it.
private struct IterationStart: Equatable {
    private let occupied: Space
    /// By storage: what a load of it would wait for; nil if it would not wait for this run's stores.
    private let waits: [Waits?]

    /// Nil if something lies in SRAM.
    init?(_ emitter: borrowing Emitter) {
        let state = emitter.state
        guard emitter.cache == nil, state.pending.isEmpty, state.held.allSatisfy({ $0 == nil }) else { return nil }
        occupied = emitter.builder.books.occupied
        waits = state.written.map { written in written.map { emitter.builder.waits(of: .reload, $0, since: emitter.builder.books.base) } }
    }
}
