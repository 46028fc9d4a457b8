/// The in-order queues of the machine. Commands of one queue start and end in program order; those of different
/// queues overlap unless one waits for the other.
public enum CommandQueue: Int, CaseIterable, Sendable {
    /// DMA reads of data that is in HBM before the run starts: weights, constants, inputs. They never wait for a result.
    case fetch
    /// DMA reads of data that this run has written to HBM.
    case reload
    /// DMA writes.
    case store
    /// Matrix products on the systolic array.
    case array
    /// Passes of the vector unit.
    case vector
    /// Releases of SRAM that must wait for several queues. They take no time.
    case release

    /// How many queues there are.
    @inlinable public static var count: Int { 6 }

    /// The raw value. Public, like all that the loops of other modules compile in place.
    @inlinable public var index: Int {
        switch self {
        case .fetch: 0
        case .reload: 1
        case .store: 2
        case .array: 3
        case .vector: 4
        case .release: 5
        }
    }

    /// The indices of the queues that the DMA channels serve.
    @inlinable public static var transfers: Range<Int> { 0..<3 }

    /// True for the queues that the DMA channels serve.
    @inlinable public var isTransfer: Bool { self == .fetch || self == .reload || self == .store }
}

/// Up to which command of every other queue a command waits.
///
/// Lane `q` counts commands of queue `q` relative to the first one of the segment's current iteration: 1 means that
/// the iteration's first command of that queue has ended, 0 that all earlier ones have. `Waits.none` asks nothing.
public struct Waits: Equatable, Sendable {
    /// The lane value of a queue that is not waited for.
    @inlinable public static var unset: Int32 { .min }
    @inlinable public static var none: Waits { Waits() }

    public var lanes = SIMD8<Int32>(repeating: unset)

    @inlinable public init() {}

    /// The queues that are waited for, a bit each.
    @inlinable public var queues: UInt8 {
        let bits = SIMD8<Int32>(1, 2, 4, 8, 16, 32, 64, 128)
        let set = bits.replacing(with: 0, where: lanes .== SIMD8(repeating: Waits.unset))
        return UInt8(truncatingIfNeeded: set.wrappedSum())
    }

    /// Waits for so many commands of each queue more, where it waits for any.
    @inlinable public mutating func shift(by commands: SIMD8<Int32>) {
        lanes.replace(with: lanes &+ commands, where: lanes .!= SIMD8(repeating: Waits.unset))
    }

    @inlinable public subscript(queue: CommandQueue) -> Int32 {
        get { lanes[queue.index] }
        set { lanes[queue.index] = newValue }
    }
}
