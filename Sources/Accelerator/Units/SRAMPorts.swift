import Architecture
import Quantities

/// The ports of the SRAM's banks, shared by all units: who comes first books what it needs, who comes later takes what
/// is left of the banks' bytes per cycle, and longer where that is too little.
///
/// Data lies interleaved over the banks, so that any unit can use any bank's cycle. Each command books once, at its
/// start, so its cost does not grow with its length.
struct SRAMPorts: Hashable {
    /// Bytes that all banks read or write in a cycle.
    private let peak: Int
    /// What commands under way, or about to begin, take of it: the first `count`. The rest is room for more.
    private var bookings: [Booking] = []
    private var count = 0

    /// A share of the banks' cycles, for a time.
    private struct Booking: Hashable {
        var from: Cycles
        var until: Cycles
        /// Bytes per cycle.
        var rate: Int

        static var none: Booking { Booking(from: .zero, until: .zero, rate: 0) }
    }

    init(_ spec: SRAMSpec) { peak = spec.peakBytesPerCycle }

    /// Books the accesses of a command that would run from `begin` to `end` were the ports its own.
    ///
    /// - Parameters:
    ///   - bytes: what it reads and writes, evenly over its time.
    ///   - now: earlier than which nothing will be booked any more.
    /// - Returns: the cycles by which it takes longer.
    mutating func book(_ bytes: Bytes, from begin: Cycles, until end: Cycles, now: Cycles) -> Cycles {
        let duration = max(1, (end - begin).count)
        let rate = bytes.count > 0 ? (bytes.count - 1) / duration + 1 : 0
        if count == bookings.count { bookings.append(.none) }
        let fits = dropPast(now, adding: Booking(from: begin, until: begin + Cycles(duration), rate: rate))
        guard !fits else { return .zero }
        let finished = bookAround(bytes.count, rate: rate, from: begin)
        return max(.zero, finished - begin - Cycles(duration))
    }

    /// Forgets bookings that are over, and adds one if the others leave its rate free; returns whether they do. A rate of
    /// zero is free and not added.
    @inline(__always)
    private mutating func dropPast(_ now: Cycles, adding booking: Booking) -> Bool {
        let (known, peak) = (count, peak)
        let (kept, fits) = bookings.withUnsafeMutableBufferPointer { bookings in
            var (kept, rates) = (0, booking.rate)
            for place in 0..<known where bookings[place].until > now {
                rates += bookings[place].rate
                bookings[kept] = bookings[place]
                kept += 1
            }
            guard booking.rate > 0 else { return (kept, true) }
            guard rates <= peak else { return (kept, false) }
            bookings[kept] = booking
            return (kept + 1, true)
        }
        count = kept
        return fits
    }

    private mutating func add(_ booking: Booking) {
        if count < bookings.count { bookings[count] = booking } else { bookings.append(booking) }
        count += 1
    }

    /// Books from `begin` on what others leave, at most `rate` bytes a cycle; returns when all is done.
    private mutating func bookAround(_ bytes: Int, rate: Int, from begin: Cycles) -> Cycles {
        let others = 0..<count
        var time = begin
        var left = bytes
        while left > 0 {
            var (taken, change) = (0, Cycles(Int.max))
            for other in bookings[others] where other.until > time {
                if other.from <= time { taken += other.rate }
                change = min(change, other.from > time ? other.from : other.until)
            }
            let free = min(rate, peak - taken)
            let needed = free > 0 ? (left - 1) / free + 1 : Int.max
            let length = min(needed, (change - time).count)
            if free > 0 {
                add(Booking(from: time, until: time + Cycles(length), rate: free))
                left -= free * length
            }
            time += Cycles(length)
        }
        return time
    }

    /// The same state with `now` as the start of time.
    func normalized(relativeTo now: Cycles) -> SRAMPorts {
        var copy = self
        copy.bookings = bookings[..<count].filter { $0.until > now }.map {
            Booking(from: max(.zero, $0.from - now), until: $0.until - now, rate: $0.rate)
        }
        copy.count = copy.bookings.count
        return copy
    }
}
