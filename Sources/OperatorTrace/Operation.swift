/// One step of the lowered trace: a matrix product, or a pass of the vector unit.
package struct Operation: Equatable, Sendable {
    /// Unique within its layer: `q_proj`, `softmax`.
    package var name: String
    package var body: Body

    /// What the step is.
    package enum Body: Equatable, Sendable {
        case product(MatrixProduct)
        case vector(VectorOperation)
    }

    package init(name: String, body: Body) {
        self.name = name
        self.body = body
    }

    /// The word that names the operation in files: `matmul`, `softmax`, ...
    package var kindName: String {
        switch body {
        case .product: MatrixProduct.kindName
        case .vector(let operation): operation.kind.rawValue
        }
    }

    /// The tensor that the operation writes.
    package var output: TensorID { body.output }

    /// Every tensor that the operation reads, in the order in which its file names them.
    package var reads: [TensorID] {
        var tensors: [TensorID] = []
        body.forEachRead { tensors.append($0) }
        return tensors
    }
}

extension Operation.Body {
    package var output: TensorID {
        switch self {
        case .product(let product): product.output
        case .vector(let operation): operation.output
        }
    }

    /// Calls `visit` with every tensor that is read, in the order in which a file names them.
    package func forEachRead(_ visit: (TensorID) -> Void) {
        switch self {
        case .product(let product):
            product.a.forEach(visit)
            product.b.forEach(visit)
            product.bias.map(visit)
        case .vector(let operation):
            operation.inputs.forEach(visit)
            operation.parameters.forEach(visit)
        }
    }
}
