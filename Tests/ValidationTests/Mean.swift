extension [Double] {
    /// Their mean; of none, not a number, which is within no limit.
    var mean: Double { reduce(0, +) / Double(count) }
}
