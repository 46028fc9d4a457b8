import Architecture

/// How a load reaches the elements of the register-level array.
struct RegisterLevelLoadSkew: CustomStringConvertible {
    /// The chain has a register per row: a row shifts one cycle after the row above. Otherwise all rows shift at once.
    var rows = true
    /// A column starts one cycle after the one to its left. Otherwise all columns start at once.
    var columns = true

    /// The least `load.settle` that keeps loads off registers still in use.
    func settle(_ overlap: LoadOverlap) -> LinearLatency {
        let (perRow, perColumn) = (rows ? 0 : 1, columns ? 0 : 1)
        return LinearLatency(
            fixed: -perRow - perColumn - (overlap == .notOverlapped ? 1 : 0), perRow: perRow, perColumn: perColumn)
    }

    var description: String { "rows \(rows ? "skewed" : "at once"), columns \(columns ? "skewed" : "at once")" }
}
