import Architecture
import Quantities

/// Array runs of products that came before: a program has few shapes, and uses each many times.
///
/// A shape has one slot; one that finds another shape there is worked out again, which takes longer but gives the same.
struct RunTable {
    /// A power of two.
    private static let slots = 1024
    /// By slot, the place of its entry; -1 without one.
    private var places: ContiguousArray<Int16> = ContiguousArray(repeating: -1, count: slots)
    private var entries: ContiguousArray<Entry> = []

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
        let place = Int(places[slot])
        if place >= 0, entries[place].product.isSame(as: product) { return entries[place].cost }
        let run = try array.run(product)
        let cost = Cost(pace: run.pace, sramTraffic: run.traffic.sramBytes(operandBits: product.type.bits))
        if place < 0 {
            places[slot] = Int16(entries.count)
            entries.append(Entry(product: product, cost: cost))
        } else {
            entries[place] = Entry(product: product, cost: cost)
        }
        return cost
    }

    private static func slot(of product: ProductShape) -> Int {
        var mixed = UInt64(truncatingIfNeeded: product.m)
        mix(product.k, into: &mixed)
        mix(product.n ^ product.batch << 32, into: &mixed)
        mix((product.accumulates ? 1 : 0) + (product.keepsPartialSums ? 2 : 0), into: &mixed)
        return Int(truncatingIfNeeded: mixed >> UInt64(64 - slots.trailingZeroBitCount))
    }

    /// Fibonacci hashing: the multiplier is 2^64 over the golden ratio.
    private static func mix(_ part: Int, into mixed: inout UInt64) {
        mixed = (mixed ^ UInt64(truncatingIfNeeded: part)) &* 0x9E37_79B9_7F4A_7C15
    }
}
