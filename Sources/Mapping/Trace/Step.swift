import OperatorTrace

/// An operation at its place in the trace, each stage's iteration counted once.
///
/// A class because it never changes and is handed around: a copy of the lists of tensors in it would take longer.
final class Step: Sendable {
    /// Index into `Program.operations`: every operation of the trace, free ones included.
    let operation: Int
    let stage: Int
    /// Index over the layers of all stages.
    let layer: Int
    let body: Operation.Body
    /// Whether it gathers rows of a table.
    let isLookup: Bool

    init(operation: Int, stage: Int, layer: Int, body: Operation.Body) {
        self.operation = operation
        self.stage = stage
        self.layer = layer
        self.body = body
        isLookup = body.isLookup
    }
}
