/// Extents of an SRAM tile of a product C (m x n) = A (m x k) * B (k x n); 0 leaves one to the mapper.
package struct TileExtents: Equatable, Sendable {
    /// No extent of a tensor is larger.
    static let limit = 1 << 40

    package var m = 0
    package var k = 0
    package var n = 0

    package init(m: Int = 0, k: Int = 0, n: Int = 0) {
        self.m = m
        self.k = k
        self.n = n
    }
}
