import Quantities

/// A number of learned numbers and the bytes that they take.
package struct Storage: Equatable, Sendable {
    package var parameters = 0
    package var bytes = Bytes.zero
    /// Those of the bytes that no operation reads.
    package var unreadBytes = Bytes.zero

    package init() {}

    package static func += (left: inout Storage, right: Storage) {
        left.parameters += right.parameters
        left.bytes += right.bytes
        left.unreadBytes += right.unreadBytes
    }

    /// Storage if every number had so many bits, rounded up to a whole byte.
    package func bytes(atBits bits: Int) -> Bytes { Bytes((parameters * bits + 7) / 8) }
}
