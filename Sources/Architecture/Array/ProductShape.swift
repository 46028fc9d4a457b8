/// A matrix product, or a batch of equal ones, as the array sees it: C (m x n) = A (m x k) * B (k x n).
package struct ProductShape: Sendable, Hashable {
    /// Products of this shape, one after the other, each with operands of its own.
    package var batch: Int
    package var m: Int
    package var k: Int
    package var n: Int
    package var type: OperandType
    /// Adds to partial sums that are in the accumulators already (an earlier part of k).
    package var accumulates: Bool
    /// Leaves its sums in the accumulators for a later part of k instead of writing results.
    package var keepsPartialSums: Bool

    package init(
        batch: Int = 1, m: Int, k: Int, n: Int, type: OperandType = .int8, accumulates: Bool = false,
        keepsPartialSums: Bool = false
    ) {
        self.batch = batch
        self.m = m
        self.k = k
        self.n = n
        self.type = type
        self.accumulates = accumulates
        self.keepsPartialSums = keepsPartialSums
    }

    /// What `==` says, which other modules reach through a table only: derived, it is not compiled in place there.
    package func isSame(as other: ProductShape) -> Bool { self == other }
}
