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
    package var output: TensorID {
        switch body {
        case .product(let product): product.output
        case .vector(let operation): operation.output
        }
    }

    /// Every tensor that the operation reads, in the order in which its file names them.
    package var reads: [TensorID] {
        switch body {
        case .product(let product): product.a + product.b + (product.bias.map { [$0] } ?? [])
        case .vector(let operation): operation.inputs + operation.parameters
        }
    }
}
