import Quantities

/// The units that a run's tables are in: the largest of which the whole run has at least one.
struct RunUnits {
    let traffic: DisplayUnit
    /// Of multiply-accumulate operations.
    let work: DisplayUnit
    /// Of picoseconds.
    let time: DisplayUnit
    let energy: DisplayUnit

    init(_ report: RunReport) {
        traffic = .traffic(Double(report.total.account.useful.count))
        work = .fitting(
            Double(report.total.account.macs.count), among: ["GMAC": 1e9, "MMAC": 1e6, "kMAC": 1e3, "MAC": 1])
        time = .fitting(report.cycles.seconds(at: report.machine.clock) * 1e12, among: ["ms": 1e9, "us": 1e6])
        energy = .energy(report.energy.total)
    }

    func timeCell(_ cycles: Cycles, at clock: Frequency) -> TextCell {
        TextCell(timeText(cycles, at: clock), raw: "\(cycles.seconds(at: clock))")
    }

    func timeText(_ cycles: Cycles, at clock: Frequency) -> String {
        time.text(count: (cycles.timeSpan(at: clock) ?? .zero).count, digits: 3)
    }
}
