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

    convenience init(_ contents: [Int32]) {
        self.init(contents.count)
        for (index, value) in contents.enumerated() { values[index] = value }
    }

    deinit {
        values.deinitialize(count: count)
        values.deallocate()
    }
}
