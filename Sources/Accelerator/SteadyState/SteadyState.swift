import Architecture
import Quantities

/// Finds out when iterations of a segment go like ones before them, so that they need not be simulated.
///
/// Dispatching runs ahead of the units, so states are compared when it comes to some places of an iteration: equal states at
/// one place of two iterations mean equal ones for every pair as far apart, up to the last iteration of the segment.
/// Nothing is approximate about it; where no state comes back, everything is simulated, and states are compared ever less
/// often.
struct SteadyState {
    /// Iterations after which a state may come back.
    static let longestPeriod = 8
    /// Iterations of a segment that are all watched; from then on, two periods after each power of two.
    static let watchedIterations = 64

    /// States of the segment at hand, oldest first, each with the records from it to the next, part by part.
    private var passed: [(state: MachineState, records: [ContiguousArray<CommandRecord>])] = []
    /// The segment that is not worth watching any more.
    private var settled: Int?
    /// Records that may be kept: as many as the program has commands, so that memory does not grow with iterations.
    private let recordLimit: Int
    /// States that were looked at.
    private(set) var statesTaken = 0

    init(_ program: Program) { recordLimit = program.commands.count }

    /// Notes what has happened since the last state: takes the records if it needs them.
    mutating func note(_ records: inout ContiguousArray<CommandRecord>) {
        guard !passed.isEmpty, !records.isEmpty else { return }
        passed[passed.count - 1].records.append(records)
        records = []
    }

    /// Whether a state is looked for in an iteration, counted from 0, of a segment in which none has come back yet.
    static func watches(_ iteration: Int) -> Bool {
        guard iteration >= watchedIterations else { return true }
        let power = 1 << (Int.bitWidth - 1 - iteration.leadingZeroBitCount)
        return iteration - power < 2 * longestPeriod
    }

    /// Looks at a machine that has just begun to dispatch a part of an iteration. If it has been in the same state before,
    /// takes it as many whole periods ahead as there are, and returns what happens in them.
    mutating func pass(_ machine: inout Machine) -> RecordPattern? {
        let segment = machine.dispatcher.segment
        guard !machine.dispatcher.isDone, settled != segment else { return nil }
        if let last = passed.last, last.state.segment != segment { passed = [] }
        let left = machine.order.segments[segment].repeats - 1 - machine.dispatcher.iteration
        guard left > 0 else {
            passed = []
            return nil
        }
        guard Self.watches(machine.dispatcher.iteration) else {
            passed = []
            return nil
        }
        guard var state = MachineState(machine) else { return nil }
        statesTaken += 1
        if let place = passed.indices.last(where: { passed[$0].state.recurs(in: &state) }) {
            let earlier = passed[place].state
            let periods = min(
                left / (state.iteration - earlier.iteration),
                machine.cyclesLeft.count / (state.now - earlier.now).count)
            if periods > 0 { return skip(periods, from: place, to: state, left: left, &machine) }
        }
        forgetOldest()
        passed.append((state, []))
        return nil
    }

    private mutating func skip(
        _ periods: Int, from place: Int, to state: MachineState, left: Int, _ machine: inout Machine
    ) -> RecordPattern {
        let earlier = passed[place].state
        let period = state.iteration - earlier.iteration
        let cycles = state.now - earlier.now
        let records = passed[place...].flatMap(\.records)
        passed = []
        if left - periods * period < period { settled = state.segment }
        machine.skip(iterations: period * periods, cycles: cycles * periods)
        machine.moments = earlier.moments(after: cycles * periods, from: state)
        return RecordPattern(records: records, times: periods, iterations: period, cycles: cycles)
    }

    private var recordCount: Int { passed.reduce(0) { $1.records.reduce($0) { $0 + $1.count } } }

    private mutating func forgetOldest() {
        while let oldest = passed.first?.state, let newest = passed.last?.state,
            newest.iteration - oldest.iteration >= Self.longestPeriod || recordCount > recordLimit
        { passed.removeFirst() }
    }
}
