import Quantities

/// Converts picoseconds to parts of a core cycle.
///
/// Timed models count in ticks, 2^20 to a cycle, so that a state moves by whole cycles without rounding and the same
/// work costs the same at any time. A picosecond is rounded to ticks once, when a model is made.
struct TickClock: Hashable, Sendable {
    /// Ticks in one cycle, as a shift.
    static let shift = 20
    /// The longest time that is counted, with room for a transfer beyond it.
    static let limit = Cycles(1 << 42)
    private let clock: Frequency

    init(_ clock: Frequency) { self.clock = clock }

    /// The nearest number of ticks.
    func ticks(picoseconds: Int) -> Int {
        let product = (picoseconds << Self.shift).multipliedFullWidth(by: clock.count)
        let (quotient, remainder) = 1_000_000_000_000.dividingFullWidth(product)
        return quotient + (remainder >= 500_000_000_000 ? 1 : 0)
    }

    /// The least number of cycles that lasts as long.
    func cyclesRoundedUp(picoseconds: Int) -> Int {
        let (quotient, remainder) = 1_000_000_000_000.dividingFullWidth(
            picoseconds.multipliedFullWidth(by: clock.count))
        return quotient + (remainder > 0 ? 1 : 0)
    }
}
