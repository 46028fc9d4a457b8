/// A generator whose numbers follow from its seed alone, so that a failing case can be run again.
///
/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    /// What decides the first numbers: a byte each, its value spread over all numbers.
    private var bytes: ArraySlice<UInt8>

    init(seed: UInt64, bytes: ArraySlice<UInt8> = []) {
        state = seed
        self.bytes = bytes
    }

    mutating func next() -> UInt64 {
        if let byte = bytes.popFirst() { return UInt64(byte) << 56 | mixed() >> 8 }
        return mixed()
    }

    private mutating func mixed() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// True once in so many times.
    mutating func once(in times: Int) -> Bool { Int.random(in: 0..<times, using: &self) == 0 }

    /// One of the choices.
    mutating func pick<Choice>(_ first: Choice, _ others: Choice...) -> Choice {
        let index = Int.random(in: 0...others.count, using: &self)
        return index == 0 ? first : others[index - 1]
    }

    /// A number of the range.
    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
}
