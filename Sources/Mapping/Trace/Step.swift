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
    /// What the vector unit does; nil for a product.
    let kind: VectorKind?

    init(_ body: Operation.Body, number: Int, stage: Int, layer: Int) {
        self.operation = number
        self.stage = stage
        self.layer = layer
        self.body = body
        reads = body.reads
        output = body.output
        if case .vector(let operation) = body { kind = operation.kind } else { kind = nil }
    }

    /// Whether it gathers rows of a table.
    var isLookup: Bool { kind == .embeddingLookup }
}
