import OperatorTrace

/// Transformer layers.
extension TraceBuilder {
    /// Rows that pass through a layer: `images` sets that do not see each other, `rows` in all.
    struct Rows {
        var rows: Int
        var images = 1
    }

    /// Adds one transformer layer to the layer that is open; gives its result and the keys and values it made.
    mutating func block(
        _ blocks: TransformerBlocks, _ input: TensorID, _ rows: Rows, attending source: AttentionSource = .own,
        keeping: TensorKind = .activation, as result: Result = Result(name: "output")
    ) -> (output: TensorID, made: KeyValues?) {
        let m = rows.rows
        let shape = [m, blocks.width]
        let normed = norm("attention_norm", input, blocks, rows: m)
        let (attended, made) = attention(blocks, normed, rows, source, keeping: keeping)
        let projected = linear(
            "o_proj", [attended], m: m, k: blocks.queryWidth, n: blocks.width, bias: blocks.biases)
        let middle = vector("attention_residual", .add, [input, projected], shape: shape)
        let seen = norm("mlp_norm", middle, blocks, rows: m)
        let answer = feedForward(blocks, seen, rows: m)
        return (vector("mlp_residual", .add, [middle, answer], shape: shape, as: result), made)
    }

    /// Adds only what makes a layer's keys and values.
    mutating func keyValuesOnly(_ blocks: TransformerBlocks, _ input: TensorID, rows: Int) -> KeyValues {
        let normed = norm("attention_norm", input, blocks, rows: rows)
        let keys = projectKeys(blocks, normed, rows: rows, keeping: .keyValueCache)
        let values = projectValues(blocks, normed, rows: rows, keeping: .keyValueCache)
        return KeyValues(keys: turned(keys, blocks, rows: rows, keeping: .keyValueCache), values: values, rows: rows)
    }

    /// Adds a norm over rows of the blocks' width.
    mutating func norm(
        _ name: String, _ input: TensorID, _ blocks: TransformerBlocks, rows: Int, as result: Result = Result()
    ) -> TensorID {
        let kind: VectorKind = blocks.norm == .layerNorm ? .layerNorm : .rmsNorm
        var parameters: [TensorID] = []
        if blocks.learnedNorms {
            parameters.append(parameter(name + ".weight", [blocks.width], types.norms))
            if blocks.norm == .layerNorm {
                parameters.append(parameter(name + ".bias", [blocks.width], types.norms))
            }
        }
        return vector(name, kind, [input], parameters: parameters, shape: [rows, blocks.width], as: result)
    }

    private mutating func feedForward(_ blocks: TransformerBlocks, _ input: TensorID, rows m: Int) -> TensorID {
        let (d, inner) = (blocks.width, blocks.mlpWidth)
        let shape = [m, inner]
        switch blocks.mlp {
        case .gelu:
            let wide = linear("fc1", [input], m: m, k: d, n: inner, bias: blocks.biases)
            let active = vector("gelu", .gelu, [wide], shape: shape)
            return linear("fc2", [active], m: m, k: inner, n: d, bias: blocks.biases)
        case .swiglu, .geglu:
            let gate = linear("gate_proj", [input], m: m, k: d, n: inner, bias: blocks.biases)
            let up = linear("up_proj", [input], m: m, k: d, n: inner, bias: blocks.biases)
            let isSwish = blocks.mlp == .swiglu
            let open = vector(isSwish ? "silu" : "gelu", isSwish ? .silu : .gelu, [gate], shape: shape)
            let passed = vector("gated", .multiply, [open, up], shape: shape)
            return linear("down_proj", [passed], m: m, k: inner, n: d, bias: blocks.biases)
        }
    }
}
