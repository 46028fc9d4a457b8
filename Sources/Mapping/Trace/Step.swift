import OperatorTrace

/// An operation at its place in the trace, each stage's iteration counted once.
struct Step {
    /// Index into `Program.operations`: every operation of the trace, free ones included.
    var operation: Int
    var stage: Int
    /// Index over the layers of all stages.
    var layer: Int
    var body: Operation.Body
    /// Whether it gathers rows of a table.
    var isLookup: Bool
}
