/// A pass of the vector unit over whole tensors.
package struct VectorOperation: Equatable, Sendable {
    package var kind: VectorKind
    package var inputs: [TensorID]
    /// Learned numbers that the operation applies: scale and shift of a norm, the table of a lookup.
    package var parameters: [TensorID]
    package var output: TensorID

    package init(kind: VectorKind, inputs: [TensorID], parameters: [TensorID] = [], output: TensorID) {
        self.kind = kind
        self.inputs = inputs
        self.parameters = parameters
        self.output = output
    }
}
