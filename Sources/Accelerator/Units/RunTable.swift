import Architecture
import Quantities

/// Array runs of products that came before: a program has few shapes, and uses each many times.
///
/// A shape has one slot; one that finds another shape there is worked out again, which takes longer but gives the same.
struct RunTable {
    private static let slots = 256
    private var entries: ContiguousArray<Entry?> = ContiguousArray(repeating: nil, count: slots)

    /// What a product costs on the array.
    struct Cost {
        var pace: ArrayPace
        /// Bytes of its operands and results in and out of SRAM.
        var sramTraffic: Bytes
    }

    private struct Entry {
        var product: ProductShape
        var cost: Cost
    }

    /// What a product costs on an array, always the same one. Throws what the array cannot do.
    mutating func cost(of product: ProductShape, on array: ArraySpec) throws(ArrayError) -> Cost {
        let slot = Self.slot(of: product)
        // Compared where it is: a copy of the entry takes longer than the comparison.
        if entries[slot]?.product == product, let known = entries[slot]?.cost { return known }
        let run = try array.run(product)
        let cost = Cost(pace: run.pace, sramTraffic: run.traffic.sramBytes(operandBits: product.type.bits))
        entries[slot] = Entry(product: product, cost: cost)
        return cost
    }

    private static func slot(of product: ProductShape) -> Int {
        var mixed = UInt64(truncatingIfNeeded: product.m)
        mix(product.k, into: &mixed)
        mix(product.n ^ product.batch << 32, into: &mixed)
        mix((product.accumulates ? 1 : 0) + (product.keepsPartialSums ? 2 : 0), into: &mixed)
        return Int(truncatingIfNeeded: mixed >> 56)
    }

    /// Fibonacci hashing: the multiplier is 2^64 over the golden ratio.
    private static func mix(_ part: Int, into mixed: inout UInt64) {
        mixed = (mixed ^ UInt64(truncatingIfNeeded: part)) &* 0x9E37_79B9_7F4A_7C15
    }
}
