/// A whole number with a unit: bytes, cycles, multiply-accumulates.
///
/// Arithmetic traps on overflow. Everything that reads numbers from a user checks them against the limits that keep
/// all later sums in range, so a trap here is a fault of the simulator.
public protocol Quantity: Hashable, Comparable, Sendable, AdditiveArithmetic {
    /// The number of units.
    var count: Int { get set }
    init(_ count: Int)
}

extension Quantity {
    @inlinable public static var zero: Self { Self(0) }
    @inlinable public static func < (left: Self, right: Self) -> Bool { left.count < right.count }
    @inlinable public static func + (left: Self, right: Self) -> Self { Self(left.count + right.count) }
    @inlinable public static func - (left: Self, right: Self) -> Self { Self(left.count - right.count) }
    @inlinable public static func * (quantity: Self, factor: Int) -> Self { Self(quantity.count * factor) }
    @inlinable public static func += (left: inout Self, right: Self) { left.count += right.count }
    @inlinable public static func -= (left: inout Self, right: Self) { left.count -= right.count }
}

/// A number of bytes, of storage or moved.
@frozen public struct Bytes: Quantity {
    public var count: Int
    @inlinable public init(_ count: Int) { self.count = count }
}

/// A number of cycles of the accelerator's core clock; also a point in simulated time, counted from its start.
@frozen public struct Cycles: Quantity {
    public var count: Int
    @inlinable public init(_ count: Int) { self.count = count }
}

/// A number of multiply-accumulate operations.
@frozen public struct MACs: Quantity {
    public var count: Int
    @inlinable public init(_ count: Int) { self.count = count }
}

/// A clock rate in hertz.
@frozen public struct Frequency: Quantity {
    public var count: Int
    @inlinable public init(_ count: Int) { self.count = count }
}

/// A transfer rate in bytes per second.
@frozen public struct Bandwidth: Quantity {
    public var count: Int
    @inlinable public init(_ count: Int) { self.count = count }
}

/// A length of real time in picoseconds.
@frozen public struct TimeSpan: Quantity {
    public var count: Int
    @inlinable public init(_ picoseconds: Int) { count = picoseconds }
}
