import Accelerator
import Architecture
import Quantities

/// What every unit does, cycle by cycle.
struct UnitReplay {
    private let machine: AcceleratorSpec
    /// By unit, in the order of reports.
    private var states: [State]
    private var oneAtATime = VerifiedCheck("units", "a unit does one thing at a time")
    private var gaps = VerifiedCheck("gaps", "every gap between commands has its causes, none negative")
    private var descriptors = VerifiedCheck("descriptors", "no channel has more descriptors in flight than it can")

    private struct State {
        let unit: UnitID
        /// When its last work ended.
        var free = Cycles(0)
        var account = UnitAccount()
        /// When the transfers under way end.
        var flights: [Cycles] = []
    }

    init(_ machine: AcceleratorSpec) {
        self.machine = machine
        states = ([.array, .vector] + (0..<machine.dma.channels).map { .dma(channel: $0) }).map { State(unit: $0) }
    }

    private func place(of unit: UnitID) -> Int {
        switch unit {
        case .array: 0
        case .vector: 1
        case .dma(let channel): 2 + channel
        }
    }

    mutating func add(_ record: CommandRecord) {
        let place = place(of: record.unit)
        let idle = states[place].free
        let runsForward =
            record.issued <= record.began && record.began <= record.ended && record.ended <= record.completed
        oneAtATime.expect(
            record.began >= idle && runsForward,
            "\(record.unit.name) begins a command at \(record.began.count), issued at \(record.issued.count), after one "
                + "that ends at \(idle.count)")
        let inside = record.working + record.loadingStationary + record.sramConflicts
        gaps.expect(
            record.before.total == record.began - idle && inside <= record.ended - record.began
                && record.isWithoutNegativeCause,
            "\(record.unit.name) has a gap of \((record.began - idle).count) cycles with causes for "
                + "\(record.before.total.count)")
        states[place].free = record.ended
        states[place].account.add(record)
        guard case .dma = record.unit else { return }
        states[place].flights.removeAll { $0 <= record.issued }
        states[place].flights.append(record.ended)
        descriptors.expect(
            states[place].flights.count <= machine.dma.descriptorsInFlight,
            "\(record.unit.name) has \(states[place].flights.count) at cycle \(record.issued.count)")
    }

    mutating func finish(_ unit: UnitID, drain: Cycles, idle: Cycles) {
        let place = place(of: unit)
        states[place].account.fillDrain += drain
        states[place].account.idle += idle
    }

    func checks(_ report: RunReport) -> [VerifiedCheck] {
        var causes = VerifiedCheck("unitCycles", "cycles by cause are the report's and add up to the run")
        let total = report.total.account
        for (state, reported) in zip(states, [total.array, total.vector] + total.dma) {
            causes.expect(
                "causes of \(state.unit.name) add up to", state.account.total.count, equals: report.cycles.count)
            for (own, other) in zip(state.account.causes, reported.causes) {
                causes.expect("\(state.unit.name), \(own.name):", own.cycles.count, equals: other.cycles.count)
            }
        }
        return [oneAtATime, gaps, descriptors, causes]
    }
}

extension CommandRecord {
    fileprivate var isWithoutNegativeCause: Bool {
        min(before.memory, before.space, min(before.unit, before.loadingStationary, before.fillDrain)) >= .zero
            && min(working, loadingStationary, sramConflicts) >= .zero
    }
}
