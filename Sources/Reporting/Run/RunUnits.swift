import Quantities

/// The units that a run's tables are in: the largest of which the whole run has at least one.
struct RunUnits {
    let traffic: CountUnit
    /// Of multiply-accumulate operations.
    let work: CountUnit
    let energy: RealUnit
    private let clock: Frequency
    /// Of picoseconds.
    private let time: CountUnit

    init(_ report: RunReport) {
        traffic = .traffic(report.total.account.useful.count)
        work = .fitting(
            report.total.account.macs.count,
            among: ["GMAC": 1_000_000_000, "MMAC": 1_000_000, "kMAC": 1000, "MAC": 1])
        energy = .energy(report.energy.total)
        clock = report.machine.clock
        time = .fitting(
            Self.picoseconds(report.cycles, at: clock), among: ["ms": 1_000_000_000, "us": 1_000_000])
    }

    private static func picoseconds(_ cycles: Cycles, at clock: Frequency) -> Int {
        (cycles.timeSpan(at: clock) ?? .zero).count
    }

    var timeName: String { time.name }

    /// The time that cycles take, without its unit.
    func timeCell(_ cycles: Cycles) -> TextCell {
        TextCell(time.text(Self.picoseconds(cycles, at: clock), digits: 3), raw: "\(cycles.seconds(at: clock))")
    }

    /// The time that cycles take: `18.932 ms`.
    func timeText(_ cycles: Cycles) -> String { "\(timeCell(cycles).text) \(time.name)" }
}
