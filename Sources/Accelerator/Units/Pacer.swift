import Quantities

/// Something that handles items one after the other, each in the same time, which need not be a whole number of cycles.
struct Pacer: Hashable {
    /// Cycles per item.
    private let numerator: Int
    private let denominator: Int
    /// It is free `remainder / denominator` of a cycle after `free`.
    private var free = Cycles(0)
    private var remainder = 0

    /// - Parameters:
    ///   - numerator: cycles per item, over `denominator`; not negative.
    ///   - denominator: positive.
    init(cycles numerator: Int, per denominator: Int) {
        self.numerator = numerator
        self.denominator = denominator
    }

    /// One item every `interval`, at a clock.
    init(interval: TimeSpan, clock: Frequency) {
        var (a, b) = (interval.count * clock.count, 1_000_000_000_000)
        while b != 0 { (a, b) = (b, a % b) }
        self.init(cycles: interval.count * clock.count / max(1, a), per: 1_000_000_000_000 / max(1, a))
    }

    /// Handles some items from `ready` on, behind all before them.
    /// - Returns: the first cycle by which they are done.
    mutating func handle(_ items: Int, from ready: Cycles) -> Cycles {
        if ready > free || (ready == free && remainder == 0) {
            free = ready
            remainder = 0
        }
        let product = items.multipliedFullWidth(by: numerator)
        let (low, carry) = product.low.addingReportingOverflow(UInt(remainder))
        let (quotient, rest) = denominator.dividingFullWidth((product.high + (carry ? 1 : 0), low))
        free += Cycles(quotient)
        remainder = rest
        return free + Cycles(rest > 0 ? 1 : 0)
    }

    /// The same state with `now` as the start of time.
    func normalized(relativeTo now: Cycles) -> Pacer {
        var copy = self
        copy.free = max(.zero, free - now)
        if free < now { copy.remainder = 0 }
        return copy
    }
}
