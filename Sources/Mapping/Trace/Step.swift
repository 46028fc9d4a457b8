import OperatorTrace

/// An operation at its place in the trace, each stage's iteration counted once.
///
/// Plain numbers, which to copy costs nothing; its lists of tensors stand in `StepList`.
struct Step {
    /// Index into `Program.operations`: every operation of the trace, free ones included.
    let operation: Int
    let stage: Int
    /// Index over the layers of all stages.
    let layer: Int
    /// Where the tensors that it reads stand in `StepList.tensorsRead`.
    let reads: Range<Int>
    let output: TensorID
    /// What the vector unit does; nil for a product.
    let kind: VectorKind?

    /// Whether it gathers rows of a table.
    var isLookup: Bool { kind == .embeddingLookup }
}
