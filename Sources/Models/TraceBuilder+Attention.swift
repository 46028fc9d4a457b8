import OperatorTrace

/// Attention of one transformer layer.
extension TraceBuilder {
    /// Adds everything from the projections of queries, keys and values to the context, `[rows, queryWidth]`.
    mutating func attention(
        _ blocks: TransformerBlocks, _ input: TensorID, _ rows: Rows, _ source: AttentionSource, keeping: TensorKind
    ) -> (context: TensorID, made: KeyValues?) {
        let m = rows.rows
        let queries = linear("q_proj", [input], m: m, k: blocks.width, n: blocks.queryWidth, bias: blocks.biases)
        switch source {
        case .own, .joint:
            let keys = projectKeys(blocks, input, rows: m, keeping: keeping)
            let values = projectValues(blocks, input, rows: m, keeping: keeping)
            let turnedQueries = turned(queries, blocks, rows: m)
            let own = KeyValues(keys: turned(keys, blocks, rows: m, keeping: keeping), values: values, rows: m)
            guard case .joint(let cached) = source else {
                return (attend(blocks, turnedQueries, rows, to: [own]), own)
            }
            return (attend(blocks, turnedQueries, rows, to: [cached, own]), own)
        case .projected(let others):
            return (attend(blocks, turned(queries, blocks, rows: m), rows, to: [others]), nil)
        case .projecting(let others, let width):
            let projected = project(others, width: width, blocks)
            return (attend(blocks, turned(queries, blocks, rows: m), rows, to: [projected]), nil)
        }
    }

    /// Adds the projections of another model's keys and values, `width` columns each, to those of `blocks`.
    mutating func project(
        _ others: KeyValues, width: Int, _ blocks: TransformerBlocks, as result: Result = Result()
    ) -> KeyValues {
        func linear(_ name: String, _ input: TensorID, named resultName: String) -> TensorID {
            self.linear(
                name, [input], m: others.rows, k: width, n: blocks.keyValueWidth, bias: blocks.biases,
                as: Result(name: resultName, kind: result.kind, placement: result.placement))
        }
        let keys = linear("k_proj", others.keys, named: "keys")
        let values = linear("v_proj", others.values, named: "values")
        return KeyValues(keys: keys, values: values, rows: others.rows)
    }

    /// Adds the projection of a layer's keys, not yet turned if they are to be.
    mutating func projectKeys(
        _ blocks: TransformerBlocks, _ input: TensorID, rows: Int, keeping: TensorKind
    ) -> TensorID {
        let result = blocks.rotary ? Result() : Result(name: "keys", kind: keeping)
        return linear(
            "k_proj", [input], m: rows, k: blocks.width, n: blocks.keyValueWidth, bias: blocks.biases, as: result)
    }

    /// Adds the projection of a layer's values.
    mutating func projectValues(
        _ blocks: TransformerBlocks, _ input: TensorID, rows: Int, keeping: TensorKind
    ) -> TensorID {
        linear(
            "v_proj", [input], m: rows, k: blocks.width, n: blocks.keyValueWidth, bias: blocks.biases,
            as: Result(name: "values", kind: keeping))
    }

    /// Keys turned by their positions, if the blocks do that.
    mutating func turned(
        _ keys: TensorID, _ blocks: TransformerBlocks, rows: Int, keeping: TensorKind
    ) -> TensorID {
        guard blocks.rotary else { return keys }
        return vector(
            "k_rope", .rope, [keys], shape: [rows, blocks.keyValueWidth], as: Result(name: "keys", kind: keeping))
    }

    /// Queries turned by their positions, if the blocks do that.
    private mutating func turned(_ queries: TensorID, _ blocks: TransformerBlocks, rows: Int) -> TensorID {
        guard blocks.rotary else { return queries }
        return vector("q_rope", .rope, [queries], shape: [rows, blocks.queryWidth])
    }

    /// Adds scores, scale, mask, softmax and the weighted sum of values.
    private mutating func attend(
        _ blocks: TransformerBlocks, _ queries: TensorID, _ rows: Rows, to sources: [KeyValues]
    ) -> TensorID {
        let m = rows.rows / rows.images
        let keys = sources.reduce(0) { $0 + $1.rows } / rows.images
        let batch = rows.images * blocks.heads
        let shared = blocks.heads / blocks.keyValueHeads
        let shape = [batch, m, keys]
        let scores = product("scores", shape: shape) { output in
            MatrixProduct(
                batch: batch, m: m, k: blocks.headWidth, n: keys, a: [queries], b: sources.map(\.keys),
                transposesB: true, headsPerSharedB: shared, output: output)
        }
        var weighted = vector("scale", .scale, [scores], shape: shape)
        if blocks.masked { weighted = vector("mask", .mask, [weighted], shape: shape) }
        let attention = vector("softmax", .softmax, [weighted], shape: shape)
        return product("context", shape: [rows.rows, blocks.queryWidth]) { output in
            MatrixProduct(
                batch: batch, m: m, k: keys, n: blocks.headWidth, a: [attention], b: sources.map(\.values),
                headsPerSharedB: shared, output: output)
        }
    }
}
