import Architecture
import Quantities

/// Runs a program on a machine and adds up what happened.
///
/// Throws `SimulationError`.
package func simulate(
    _ program: Program, on machine: AcceleratorSpec, replays: Bool = true
) throws(SimulationError) -> RunResult {
    var fold = RunFold(program, on: machine)
    let summary = try simulate(program, on: machine, into: &fold, replays: replays)
    fold.result.peakSRAM = summary.peakSRAM
    fold.result.stageCycles = fold.stageCycles()
    return fold.result
}

/// Runs a program on a machine and hands every record to a sink, in the order in which commands were taken up.
///
/// - Parameter replays: take iterations that go like ones before as done; the sink gets the same records either way.
package func simulate<Sink: RecordSink>(
    _ program: Program, on machine: AcceleratorSpec, into sink: inout Sink, replays: Bool = true
) throws(SimulationError) -> RunSummary {
    try DMAEngine.check(program, machine)
    var run = Machine(program, machine)
    var steady = SteadyState(program)
    var summary = RunSummary()
    var pause = Machine.Pause.recordsGathered
    while pause != .done, !sink.isClosed {
        pause = try run.advance()
        summary.cycles = run.records.lastCompletion(after: summary.cycles)
        sink.record(run.records)
        steady.note(&run.records)
        run.forgetRecords()
        guard replays, pause == .partBegan, let pattern = steady.pass(&run) else { continue }
        let last = pattern.records.reduce(.zero) { $1.lastCompletion(after: $0) }
        summary.cycles = max(summary.cycles, last + pattern.cycles * pattern.times)
        summary.replayedIterations += pattern.iterations * pattern.times
        sink.record(pattern)
    }
    run.close(&sink, at: summary.cycles)
    summary.peakSRAM = run.dispatcher.peak
    summary.events = run.events
    summary.states = steady.statesTaken
    return summary
}

extension ContiguousArray<CommandRecord> {
    /// When the last of them was complete, or an earlier end if that is later.
    fileprivate func lastCompletion(after end: Cycles) -> Cycles {
        var last = end
        for place in indices { last = Swift.max(last, self[place].completed) }
        return last
    }
}

/// What a run comes to besides its records.
package struct RunSummary: Equatable, Sendable {
    package var cycles = Cycles(0)
    /// The most SRAM that was taken at any time.
    package var peakSRAM = Bytes(0)
    /// Events that were simulated, and iterations that were not because they went like ones before.
    package var events = 0
    package var replayedIterations = 0
    /// States that were compared with earlier ones.
    package var states = 0
}

extension Machine {
    /// Books the time that units have nothing to do before the run ends.
    borrowing func close<Sink: RecordSink>(_ sink: inout Sink, at end: Cycles) {
        let end = end - skipped
        let drain = array.drainsUntil - array.streamsUntil
        sink.finish(
            .array, lastOperation: lastOperation.array, drain: drain, idle: end - array.streamsUntil - drain)
        sink.finish(.vector, lastOperation: lastOperation.vector, drain: .zero, idle: end - vector.busyUntil)
        for (channel, state) in dma.channels.enumerated() {
            sink.finish(
                .dma(channel: channel), lastOperation: state.lastOperation, drain: .zero, idle: end - state.busyUntil)
        }
    }
}
