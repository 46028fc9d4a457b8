import Architecture
import Quantities

/// A memory that needs its latency and its bytes divided by its bandwidth, whatever the addresses.
///
/// Time is kept in whole cycles and a remainder in units of one byte of bus time, so that nothing is lost or gained
/// over any number of transfers that follow each other.
struct IdealMemory: Hashable, Sendable {
    /// Bytes times `scale.numerator` over `scale.denominator` are cycles of bus time.
    private let numerator: Int
    private let denominator: Int
    /// Cycles from a read's request to its first data.
    let latency: Cycles
    /// The bus is free `freeRemainder` / `denominator` of a cycle after `free`.
    private var free = Cycles(0)
    private var freeRemainder = 0

    init(_ spec: MemorySpec, clock: Frequency) {
        let share = spec.availableShare.millionths
        let bytesPerSecond = spec.bandwidth.count.multipliedFullWidth(by: share)
        let available = max(1, 1_000_000.dividingFullWidth(bytesPerSecond).quotient)
        let divisor = Self.greatestCommonDivisor(clock.count, available)
        numerator = clock.count / divisor
        denominator = available / divisor
        latency = Cycles(TickClock(clock).cyclesRoundedUp(picoseconds: spec.latency.count))
    }

    /// An approximation, for limits.
    var cyclesPerByte: Double { Double(numerator) / Double(denominator) }

    mutating func serve(_ transfer: MemoryTransfer, arriving: Cycles) -> ServiceInterval {
        let bytes = transfer.rows * transfer.rowBytes
        let ready = transfer.isWrite ? arriving : arriving + latency
        if ready > free || (ready == free && freeRemainder == 0) {
            free = ready
            freeRemainder = 0
        }
        let begin = free + Cycles(freeRemainder > 0 ? 1 : 0)
        let (quotient, remainder) = denominator.dividingFullWidth(
            Self.sum(bytes.multipliedFullWidth(by: numerator), freeRemainder))
        free += Cycles(quotient)
        freeRemainder = remainder
        let end = free + Cycles(freeRemainder > 0 ? 1 : 0)
        return ServiceInterval(begin: begin, end: end, movedBytes: Bytes(bytes))
    }

    /// The same state with `now` as the start of time.
    func normalized(relativeTo now: Cycles) -> IdealMemory {
        var copy = self
        copy.free -= now
        if copy.free < Cycles(0) {
            copy.free = Cycles(0)
            copy.freeRemainder = 0
        }
        return copy
    }

    private static func sum(_ product: (high: Int, low: UInt), _ addend: Int) -> (high: Int, low: UInt) {
        let (low, carry) = product.low.addingReportingOverflow(UInt(addend))
        return (product.high + (carry ? 1 : 0), low)
    }

    private static func greatestCommonDivisor(_ left: Int, _ right: Int) -> Int {
        var (a, b) = (left, right)
        while b != 0 { (a, b) = (b, a % b) }
        return max(1, a)
    }
}
