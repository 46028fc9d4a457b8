import Quantities

extension ArraySpec {
    /// The longest latency, gap or block that an array can have, in cycles (and for each row or column): far above real
    /// designs, and small enough that no sum over a workload overflows.
    private static let longest = 1_000_000

    /// Checks every field that could make the formulas meaningless.
    package func validate() throws(ArrayError) {
        try Self.require("array.rows", rows, in: 1...65_536)
        try Self.require("array.columns", columns, in: 1...65_536)
        try Self.require("array.load.rowsPerCycle", load.rowsPerCycle, in: 1...65_536)
        try Self.require("array.minimumRowsPerBlock", minimumRowsPerBlock, in: 1...Self.longest)
        try Self.require("array.load.fixed", load.fixed, in: 0...Self.longest)
        try Self.require("array.load.settle", load.settle)
        try Self.require("array.load.fetchBytesPerCycle", load.fetchBytesPerCycle, in: 0...Self.longest)
        try Self.require("array.dispatchGap", dispatchGap, in: 0...Self.longest)
        try Self.require("array.latency", latency)
        try Self.require("array.activation.latency", activationLatency, in: 0...Self.longest)
        guard (0...Self.largestAccumulators.count).contains(accumulators.count) else {
            throw .accumulatorsOutOfRange(found: accumulators, most: Self.largestAccumulators)
        }
    }

    private static let largestAccumulators = Bytes(64 << 30)

    func check(_ product: ProductShape) throws(ArrayError) {
        try validate()
        try Self.require("batch", product.batch, in: 1...Int.max)
        try Self.require("m", product.m, in: 1...Int.max)
        try Self.require("k", product.k, in: 1...Int.max)
        try Self.require("n", product.n, in: 1...Int.max)
    }

    /// The terms may be negative, as long as no latency needs them beyond what is checked here.
    private static func require(_ key: String, _ latency: LinearLatency) throws(ArrayError) {
        try require(key + ".fixed", latency.fixed, in: -longest...longest)
        try require(key + ".perRow", latency.perRow, in: -longest...longest)
        try require(key + ".perColumn", latency.perColumn, in: -longest...longest)
    }

    /// The key is put together only for an error: this is asked for every product.
    @inline(__always)
    private static func require(
        _ key: @autoclosure () -> String, _ value: Int, in range: ClosedRange<Int>
    ) throws(ArrayError) {
        guard range.contains(value) else {
            let expected =
                range.upperBound == Int.max
                ? "a whole number, \(range.lowerBound) or more" : "\(range.lowerBound) to \(range.upperBound)"
            throw .invalid(key: key(), found: value, expected: expected)
        }
    }
}
