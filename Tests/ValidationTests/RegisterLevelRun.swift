/// What the register-level array did with a sequence of products.
struct RegisterLevelRun {
    /// The cycle after the last result has left, counted from the first cycle of the first load.
    let cycles: Int
    /// The cycle in which each row of results left the array, in order.
    let resultCycles: [Int]
    /// Whether every product equals a plain one.
    let isCorrect: Bool
}
