import OperatorTrace

/// What a learned tensor is used for, by the first operation that reads it.
package enum WeightUse: String, CaseIterable, Sendable {
    /// An operand of a product.
    case matrices
    /// Numbers added to the rows of a product.
    case biases
    /// Scale and shift of a norm.
    case norms
    /// A table whose rows are looked up.
    case embeddings
    /// An operand of the vector unit that is none of these: a table of positions.
    case operands
    /// Nothing reads it.
    case unread

    /// The use of each tensor by its index; `unread` for all that nothing reads.
    static func all(of workload: Workload) -> [WeightUse] {
        var uses = [WeightUse](repeating: .unread, count: workload.tensors.count)
        for placed in workload.placedOperations {
            for id in placed.operation.reads where uses[id.index] == .unread {
                uses[id.index] = WeightUse(of: id, by: placed.operation)
            }
        }
        return uses
    }

    private init(of id: TensorID, by operation: Operation) {
        switch operation.body {
        case .product(let product):
            self = product.bias == id && !product.a.contains(id) && !product.b.contains(id) ? .biases : .matrices
        case .vector(let vector):
            guard vector.parameters.contains(id) else {
                self = .operands
                return
            }
            self = vector.kind == .embeddingLookup ? .embeddings : .norms
        }
    }
}
