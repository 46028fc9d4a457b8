extension ArraySpec {
    /// Checks every field that could make the formulas meaningless.
    package func validate() throws(ArrayError) {
        try Self.require("array.rows", rows, atLeast: 1)
        try Self.require("array.columns", columns, atLeast: 1)
        try Self.require("array.load.rowsPerCycle", load.rowsPerCycle, atLeast: 1)
        try Self.require("array.minimumRowsPerBlock", minimumRowsPerBlock, atLeast: 1)
        try Self.require("array.load.fixed", load.fixed, atLeast: 0)
        try Self.require("array.load.fetchBytesPerCycle", load.fetchBytesPerCycle, atLeast: 0)
        try Self.require("array.dispatchGap", dispatchGap, atLeast: 0)
        try Self.require("array.activation.latency", activationLatency, atLeast: 0)
        try Self.require("array.accumulators", accumulators.count, atLeast: 0)
    }

    func check(_ product: ProductShape) throws(ArrayError) {
        try validate()
        try Self.require("batch", product.batch, atLeast: 1)
        try Self.require("m", product.m, atLeast: 1)
        try Self.require("k", product.k, atLeast: 1)
        try Self.require("n", product.n, atLeast: 1)
    }

    @inline(__always)
    private static func require(_ key: String, _ value: Int, atLeast least: Int) throws(ArrayError) {
        guard value >= least else {
            throw .invalid(key: key, found: value, expected: "a whole number, \(least) or more")
        }
    }
}
