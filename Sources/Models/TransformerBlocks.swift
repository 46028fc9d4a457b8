/// A stack of pre-norm transformer layers that are all alike, and the norm after it.
///
/// A layer is `x + o(attention(norm(x)))`, then `x + mlp(norm(x))`.
package struct TransformerBlocks: Equatable, Sendable {
    /// Columns of the rows that pass from layer to layer.
    package var width: Int
    package var layers: Int
    /// Heads of queries.
    package var heads: Int
    /// Heads of keys and values; each serves `heads / keyValueHeads` heads of queries.
    package var keyValueHeads: Int
    /// Columns of one head.
    package var headWidth: Int
    /// Columns inside the multilayer perceptron.
    package var mlpWidth: Int
    package var mlp: FeedForwardKind
    package var norm: NormKind
    /// False if the norms have no learned numbers.
    package var learnedNorms: Bool
    /// True if every matrix of a layer has a bias.
    package var biases: Bool
    /// True if queries and keys are turned by their positions (RoPE).
    package var rotary: Bool
    /// True if scores are masked before the softmax.
    package var masked: Bool

    package init(
        width: Int, layers: Int, heads: Int, keyValueHeads: Int, headWidth: Int, mlpWidth: Int, mlp: FeedForwardKind,
        norm: NormKind, learnedNorms: Bool = true, biases: Bool = false, rotary: Bool = false, masked: Bool = false
    ) {
        self.width = width
        self.layers = layers
        self.heads = heads
        self.keyValueHeads = keyValueHeads
        self.headWidth = headWidth
        self.mlpWidth = mlpWidth
        self.mlp = mlp
        self.norm = norm
        self.learnedNorms = learnedNorms
        self.biases = biases
        self.rotary = rotary
        self.masked = masked
    }

    /// Columns of all heads of queries side by side.
    package var queryWidth: Int { heads * headWidth }
    /// Columns of all heads of keys, or of values, side by side.
    package var keyValueWidth: Int { keyValueHeads * headWidth }
}
