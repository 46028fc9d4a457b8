import OperatorTrace

/// What a listing says of one operation, whichever iteration it runs in.
struct OperationRow: Sendable {
    let stage: String
    let layer: String
    let operation: String
    /// The word that names the operation in files: `matmul`, `softmax`.
    let kind: String
    /// `batch`, `m`, `k`, `n` of a product; nil for a pass of the vector unit.
    let product: [Int]?
    let macs: Int
    /// Bytes of learned matrices that a product reads, once; 0 for a pass of the vector unit.
    let weightBytes: Int
    /// Elements of the result: the work of a vector operator per pass over its data.
    let elements: Int
    /// Bytes of everything learned that is read: matrices, biases, norms, rows of a table that are looked up.
    let parameterBytes: Int
    /// Bytes of the other operands.
    let inputBytes: Int
    /// Bytes of the result.
    let outputBytes: Int

    init(_ operation: Operation, stage: String, layer: String, in workload: Workload) {
        let output = workload[operation.output]
        self.stage = stage
        self.layer = layer
        self.operation = operation.name
        kind = operation.kindName
        macs = operation.macs.count
        elements = output.elements
        outputBytes = output.bytes.count
        var (learned, other) = (0, 0)
        for id in operation.reads {
            let bytes = Self.bytesRead(of: workload[id], by: operation, elements: output.elements)
            if workload[id].kind == .weight { learned += bytes } else { other += bytes }
        }
        (parameterBytes, inputBytes) = (learned, other)
        if case .product(let product) = operation.body {
            self.product = [product.batch, product.m, product.k, product.n]
            weightBytes = workload.weightBytes(of: product).count
        } else {
            product = nil
            weightBytes = 0
        }
    }

    /// A lookup reads as many elements of its table as it writes; all else reads its operands whole.
    private static func bytesRead(of tensor: Tensor, by operation: Operation, elements: Int) -> Int {
        guard case .vector(let vector) = operation.body, vector.kind == .embeddingLookup else {
            return tensor.bytes.count
        }
        return tensor.bytes(ofElements: elements).count
    }
}
