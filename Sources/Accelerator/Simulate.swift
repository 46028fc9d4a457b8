import Architecture
import Quantities

/// Runs a program on a machine and adds up what happened.
///
/// Throws `SimulationError`.
package func simulate(_ program: Program, on machine: AcceleratorSpec) throws(SimulationError) -> RunResult {
    var fold = RunFold(program, on: machine)
    let summary = try simulate(program, on: machine, into: &fold)
    fold.result.peakSRAM = summary.peakSRAM
    fold.result.stageCycles = fold.stageCycles()
    return fold.result
}

/// Runs a program on a machine and hands every record to a sink, in the order in which commands were taken up.
package func simulate<Sink: RecordSink>(
    _ program: Program, on machine: AcceleratorSpec, into sink: inout Sink
) throws(SimulationError) -> RunSummary {
    var run = Machine(program, machine)
    var end = Cycles(0)
    var goesOn = true
    while goesOn, !sink.isClosed {
        goesOn = try run.advance(untilRecords: 1024)
        for record in run.records {
            end = max(end, record.completed)
            sink.record(record)
        }
        run.records.removeAll(keepingCapacity: true)
    }
    run.close(&sink, at: end)
    return RunSummary(cycles: end, peakSRAM: run.dispatcher.peak)
}

/// What a run comes to besides its records.
package struct RunSummary: Equatable, Sendable {
    package var cycles: Cycles
    /// The most SRAM that was taken at any time.
    package var peakSRAM: Bytes
}

extension Machine {
    /// Books the time that units have nothing to do before the run ends.
    borrowing func close<Sink: RecordSink>(_ sink: inout Sink, at end: Cycles) {
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
