/// Whole-number arithmetic that remembers whether any step left the range, so that a long formula is checked once.
struct CheckedCount {
    private(set) var overflowed = false

    @inline(__always)
    mutating func product(_ left: Int, _ right: Int) -> Int {
        let (value, overflow) = left.multipliedReportingOverflow(by: right)
        overflowed = overflowed || overflow
        return value
    }

    @inline(__always)
    mutating func sum(_ left: Int, _ right: Int) -> Int {
        let (value, overflow) = left.addingReportingOverflow(right)
        overflowed = overflowed || overflow
        return value
    }

    @inline(__always)
    mutating func difference(_ left: Int, _ right: Int) -> Int {
        let (value, overflow) = left.subtractingReportingOverflow(right)
        overflowed = overflowed || overflow
        return value
    }

    /// `count / size` rounded up, for `count >= 0` and `size >= 1`.
    @inline(__always)
    func tiles(of size: Int, in count: Int) -> Int {
        count <= size ? (count > 0 ? 1 : 0) : (count &- 1) / size &+ 1
    }
}
