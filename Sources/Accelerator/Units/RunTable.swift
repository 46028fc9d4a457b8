import Architecture

/// Array runs of products that came before: a program has few shapes, and uses each many times.
///
/// A shape has one slot; one that finds another shape there is worked out again, which takes longer but gives the same.
struct RunTable {
    private static let slots = 256
    /// By slot, the product that was there last, and what it costs.
    private var products: ContiguousArray<ProductShape?> = []
    private var runs: ContiguousArray<ArrayRun> = []

    /// What a product costs on an array. Throws what the array cannot do.
    mutating func run(_ product: ProductShape, on array: ArraySpec) throws(ArrayError) -> ArrayRun {
        let slot = Self.slot(of: product)
        if !products.isEmpty, products[slot] == product { return runs[slot] }
        let run = try array.run(product)
        if products.isEmpty {
            products = ContiguousArray(repeating: nil, count: Self.slots)
            runs = ContiguousArray(repeating: run, count: Self.slots)
        }
        products[slot] = product
        runs[slot] = run
        return run
    }

    private static func slot(of product: ProductShape) -> Int {
        var mixed = UInt64(truncatingIfNeeded: product.m)
        mix(product.k, into: &mixed)
        mix(product.n, into: &mixed)
        mix(product.batch, into: &mixed)
        mix((product.accumulates ? 1 : 0) + (product.keepsPartialSums ? 2 : 0), into: &mixed)
        return Int(truncatingIfNeeded: mixed >> 56)
    }

    /// Fibonacci hashing: the multiplier is 2^64 over the golden ratio.
    private static func mix(_ part: Int, into mixed: inout UInt64) {
        mixed = (mixed ^ UInt64(truncatingIfNeeded: part)) &* 0x9E37_79B9_7F4A_7C15
    }
}
