/// Why a memory or DMA engine as described cannot be.
package struct MemorySpecError: Error, Equatable, CustomStringConvertible {
    /// One sentence: the key, what was found, what was expected.
    package let description: String

    package init(_ description: String) { self.description = description }

    /// `memory.channels is 3, expected a power of two from 1 to 64`
    package init(key: String, found: String, expected: String) {
        description = "\(key) is \(found), expected \(expected)"
    }
}
