import Locking

/// Computes the points of a log's part that are not in it yet.
package final class SweepRun: Sendable {
    /// How far a run is.
    package struct Progress: Equatable, Sendable {
        /// Points of this part that are done, those of earlier runs among them.
        package let done: Int
        package let total: Int
        /// Points that this run has done.
        package let computed: Int
    }

    private struct State {
        let log: SweepLog
        var next: Int
        var computed = 0
        var failure: SweepError?
    }

    private let state: Mutex<State>
    private let shard: Shard
    private let planCount: Int

    /// Takes over a log; it is closed with the run.
    package init(_ log: sending SweepLog, plan: SweepPlan) {
        shard = log.header.shard
        planCount = plan.count
        state = Mutex(State(log: log, next: shard.number - 1))
    }

    /// Points that are left to compute.
    package var remaining: Int {
        state.withLock { shard.pointCount(of: planCount) - $0.log.doneCount }
    }

    /// Computes and appends every point that is left, on so many threads, until all are done, `isStopped` says so, or
    /// one cannot be appended.
    /// - Parameters:
    ///   - compute: what a point comes to; called on several threads at once.
    ///   - isStopped: asked before each point.
    ///   - report: called after each point, never twice at once.
    package func run(
        jobs: Int, isStopped: @escaping @Sendable () -> Bool, report: @escaping @Sendable (Progress) -> Void,
        compute: @escaping @Sendable (Int) -> SweepOutcome
    ) throws(SweepError) {
        onWorkers(min(jobs, max(remaining, 1))) { [self] in
            while !isStopped(), let point = takePoint() { append(compute(point), ofPoint: point, report) }
        }
        let failure = state.withLock { state -> SweepError? in
            guard state.failure == nil else { return state.failure }
            do throws(SweepError) {
                try state.log.sync()
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
    }

    private func takePoint() -> Int? {
        state.withLock { state in
            guard state.failure == nil else { return nil }
            while state.next < planCount, state.log.isDone[state.next] { state.next += shard.count }
            guard state.next < planCount else { return nil }
            defer { state.next += shard.count }
            return state.next
        }
    }

    private func append(_ outcome: SweepOutcome, ofPoint point: Int, _ report: (Progress) -> Void) {
        state.withLock { state in
            guard state.failure == nil else { return }
            do throws(SweepError) {
                try state.log.append(outcome, ofPoint: point)
                state.computed += 1
                report(
                    Progress(
                        done: state.log.doneCount, total: shard.pointCount(of: planCount), computed: state.computed))
            } catch {
                state.failure = error
            }
        }
    }

    /// Points that are done and, of those, impossible.
    package var counts: (done: Int, impossible: Int) {
        state.withLock { ($0.log.doneCount, $0.log.impossibleCount) }
    }

    /// The log's descriptor, to read its records from.
    package var descriptor: Int32 { state.withLock { $0.log.descriptor } }
}
