import Quantities

/// `output = a x b + bias`, `batch` times over: `m x k` by `k x n`.
///
/// A batch is a set of heads, `batch / headsPerSharedB` of them different in `b`. Each operand, and the output, is a
/// table of matrices: `a` of `batch` matrices of `m x k`, `b` of `batch / headsPerSharedB` matrices of `k x n` (of
/// `n x k` if it is transposed), `output` of `batch` matrices of `m x n`. A table of `h` matrices of `r x c` is stored
/// as `[r, h * c]` (heads side by side), as `[h, r, c]`, or as `[g * r, h / g * c]` (`g` sequences one below the
/// other, the heads of each side by side).
///
/// Several tensors as `b` stand one below the other (cached keys, then new ones); several as `a` side by side. All of
/// them are then stored with heads side by side.
package struct MatrixProduct: Equatable, Sendable {
    /// The word for it in files.
    package static let kindName = "matmul"

    /// How many products: heads of an attention, 1 otherwise.
    package var batch: Int
    /// Rows of `a` and of the output.
    package var m: Int
    /// Columns of `a`, over which products are summed.
    package var k: Int
    /// Columns of the output.
    package var n: Int
    /// The streamed operand; several tensors stand side by side.
    package var a: [TensorID]
    /// The other operand; several tensors stand one below the other.
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
