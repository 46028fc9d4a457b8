/// A bank of registers, all 0 or all empty at reset.
///
/// Raw storage: tests clock some hundred million registers without optimisation.
final class RegisterLevelRegisters {
    let values: UnsafeMutablePointer<Int32>
    private let count: Int

    init(_ count: Int, reset: Int32 = 0) {
        self.count = count
        values = .allocate(capacity: max(1, count))
        values.initialize(repeating: reset, count: count)
    }

    /// Memory that holds random signed numbers of `bits` bits.
    convenience init(_ count: Int, bits: Int, using generator: inout some RandomNumberGenerator) {
        self.init(count)
        var (word, left) = (UInt64(0), 0)
        var index = 0
        while index < count {
            if left == 0 { (word, left) = (generator.next(), 64 / bits) }
            values[index] = Int32(truncatingIfNeeded: Int64(bitPattern: word) >> Int64(64 - bits))
            word <<= UInt64(bits)
            left -= 1
            index += 1
        }
    }

    deinit {
        values.deinitialize(count: count)
        values.deallocate()
    }
}
