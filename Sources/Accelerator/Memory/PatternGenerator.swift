/// The same pseudo-random places in every run: a linear congruential generator with Knuth's MMIX constants.
struct PatternGenerator {
    private var state: UInt64 = 1

    /// A number from 0 up to, but not including, `bound`.
    mutating func next(below bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 1).multipliedFullWidth(by: UInt64(bound) << 1).high)
    }
}
