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
    /// What it reads, in the order in which files name it, and what it writes. Kept beside `body`, of which who asks would
    /// get a copy.
    let reads: [TensorID]
    let output: TensorID
    /// Whether it gathers rows of a table.
    let isLookup: Bool

    init(_ operation: Operation, number: Int, stage: Int, layer: Int) {
        self.operation = number
        self.stage = stage
        self.layer = layer
        body = operation.body
        reads = operation.reads
        output = operation.output
        isLookup = operation.body.isLookup
    }
}
