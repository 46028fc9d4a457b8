import Quantities

/// One step of the lowered trace: a matrix product, or a pass of the vector unit.
package struct Operation: Equatable, Sendable {
    /// Unique within its layer: `q_proj`, `softmax`.
    package var name: String
    package var body: Body

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

/// `output = a x b + bias`, `batch` times over: `m x k` by `k x n`.
///
/// A batch is a set of heads, `batch / headsPerSharedB` of them different in `b`. Each operand, and the output, is a
/// table of matrices: `a` of `batch` matrices of `m x k`, `b` of `batch / headsPerSharedB` matrices of `k x n` (of
/// `n x k` if it is transposed), `output` of `batch` matrices of `m x n`. A table of `h` matrices of `r x c` is stored
/// as `[r, h * c]` (heads side by side), as `[h, r, c]`, or as `[g * r, h / g * c]` (`g` sequences one below the
/// other, the heads of each side by side). A product without a batch has the one shape `[r, c]`.
///
/// Several tensors as `b` stand one below the other (cached keys, then new ones); several as `a` side by side. All of
/// them are then stored with heads side by side.
package struct MatrixProduct: Equatable, Sendable {
    package static let kindName = "matmul"

    package var batch: Int
    package var m: Int
    package var k: Int
    package var n: Int
    package var a: [TensorID]
    package var b: [TensorID]
    /// True if `b` is stored with `n` rows of `k` (keys), false if with `k` rows of `n` (weights, values).
    package var transposesB: Bool
    /// How many consecutive heads of the batch use the same head of `b` (grouped-query attention); 1 without sharing.
    package var headsPerSharedB: Int
    /// `n` numbers added to every row.
    package var bias: TensorID?
    package var output: TensorID

    package init(
        batch: Int = 1, m: Int, k: Int, n: Int, a: [TensorID], b: [TensorID], transposesB: Bool = false,
        headsPerSharedB: Int = 1, bias: TensorID? = nil, output: TensorID
    ) {
        self.batch = batch
        self.m = m
        self.k = k
        self.n = n
        self.a = a
        self.b = b
        self.transposesB = transposesB
        self.headsPerSharedB = headsPerSharedB
        self.bias = bias
        self.output = output
    }

    /// Multiply-accumulates of all heads.
    package var macs: MACs { MACs(batch * m * k * n) }
}

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

/// The operators of the vector unit.
package enum VectorKind: String, CaseIterable, TextValue {
    case softmax, layerNorm, rmsNorm, gelu, silu, multiply, add, rope, scale, mask
    case embeddingLookup, pixelShuffle, concatenate, sinusoid, eulerStep

    /// True if a result depends on its whole row (the last dimension), so that rows cannot be cut.
    package var needsWholeRows: Bool {
        switch self {
        case .softmax, .layerNorm, .rmsNorm: true
        default: false
        }
    }

    /// How many tensors it reads besides its parameters.
    package var inputCount: ClosedRange<Int> {
        switch self {
        case .multiply, .add, .eulerStep: 2...2
        case .concatenate: 2...64
        case .sinusoid, .embeddingLookup: 0...0
        default: 1...1
        }
    }

    /// How many tensors of parameters it reads.
    package var parameterCount: ClosedRange<Int> {
        switch self {
        case .layerNorm: 0...2
        case .rmsNorm: 0...1
        case .embeddingLookup: 1...1
        default: 0...0
        }
    }
}
