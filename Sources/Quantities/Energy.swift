/// An energy in femtojoules, written in picojoules: `"31.2 pJ"`.
@frozen public struct Energy: Quantity {
    public var count: Int
    @inlinable public init(_ femtojoules: Int) { count = femtojoules }
    @inlinable public init(femtojoules: Int) { count = femtojoules }

    /// In joules, for reports.
    @inlinable public var joules: Double { Double(count) * 1e-15 }
}

/// A power in milliwatts, written in watts: `"1.5 W"`.
@frozen public struct Power: Quantity {
    public var count: Int
    @inlinable public init(_ milliwatts: Int) { count = milliwatts }
    @inlinable public init(milliwatts: Int) { count = milliwatts }

    /// In watts, for reports.
    @inlinable public var watts: Double { Double(count) * 1e-3 }
}
