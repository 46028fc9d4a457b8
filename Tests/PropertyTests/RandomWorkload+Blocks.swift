import OperatorTrace

extension RandomWorkload {
    /// How attention is cut into heads; `shared` query heads use one head of keys and values.
    struct Heads {
        let keyValueHeads: Int
        let shared: Int
        let width: Int

        var count: Int { keyValueHeads * shared }

        static func random(using random: inout SeededGenerator) -> Heads {
            Heads(
                keyValueHeads: random.number(1...3), shared: random.number(1...3),
                width: random.pick(2, 4, random.number(1...12)))
        }
    }

    /// Keys and values of some rows, their heads side by side.
    struct KeyValues {
        let keys: Table
        let values: Table
        let heads: Heads
    }

    // MARK: Products

    /// `x` times a weight, sometimes with a bias.
    mutating func linear(_ name: String, _ x: Table, to columns: Int, kind: TensorKind = .activation) -> Table {
        let output = table(name, kind, x.rows, columns)
        linear(name, [x], to: output)
        return output
    }

    /// Tables side by side times a weight, which is sometimes stored transposed.
    private mutating func linear(_ name: String, _ inputs: [Table], to output: Table) {
        let k = inputs.reduce(0) { $0 + $1.columns }
        let transposed = random.once(in: 5)
        let shape = transposed ? [output.columns, k] : [k, output.columns]
        let weight = tensor(name + ".weight", .weight, shape)
        let bias = random.once(in: 3) ? tensor(name + ".bias", .weight, [output.columns]) : nil
        add(
            name,
            .product(
                MatrixProduct(
                    m: output.rows, k: k, n: output.columns, a: inputs.map(\.id), b: [weight],
                    transposesB: transposed, bias: bias, output: output.id)))
    }

    // MARK: Attention

    mutating func keyValues(
        of x: Table, _ heads: Heads, kind: TensorKind, mayStayOnChip: Bool = false
    ) -> KeyValues {
        let placement: Placement = mayStayOnChip && random.once(in: 6) ? .onChip : .offChip
        let columns = heads.keyValueHeads * heads.width
        let made = ["k_proj", "v_proj"].map { name in
            let id = tensor(name, kind, [x.rows, columns], placement: placement)
            let output = Table(id: id, rows: x.rows, columns: columns)
            linear(name, [x], to: output)
            return output
        }
        return KeyValues(keys: made[0], values: made[1], heads: heads)
    }

    /// Attention of `x` to keys and values that stand one below the other, with a residual.
    mutating func attention(_ x: Table, _ heads: Heads, to sources: [KeyValues]) -> Table {
        let normed = random.once(in: 2) ? norm(x) : x
        var queries = linear("q_proj", normed, to: heads.count * heads.width)
        if random.once(in: 2) { queries = vector("rope", .rope, [queries]) }
        let length = sources.reduce(0) { $0 + $1.keys.rows }
        let shape = [heads.count, x.rows, length]
        var scores = tensor("scores", .activation, shape)
        add(
            "scores",
            .product(
                MatrixProduct(
                    batch: heads.count, m: x.rows, k: heads.width, n: length, a: [queries.id],
                    b: sources.map(\.keys.id), transposesB: true, headsPerSharedB: heads.shared, output: scores)))
        for kind in [VectorKind.scale, .mask, .softmax] where kind == .softmax || random.once(in: 2) {
            let next = tensor(kind.text, .activation, shape)
            add(kind.text, .vector(VectorOperation(kind: kind, inputs: [scores], output: next)))
            scores = next
        }
        let context = table("context", .activation, x.rows, heads.count * heads.width)
        add(
            "context",
            .product(
                MatrixProduct(
                    batch: heads.count, m: x.rows, k: length, n: heads.width, a: [scores],
                    b: sources.map(\.values.id), headsPerSharedB: heads.shared, output: context.id)))
        return vector("residual", .add, [x, linear("o_proj", context, to: x.columns)])
    }

    /// One layer of the expert: attention to its own rows, to the cache, or to both, and then perhaps an MLP.
    mutating func expertLayer(_ x: Table, cached: KeyValues?) -> Table {
        guard let cached else {
            let heads = Heads.random(using: &random)
            return feedForward(attention(x, heads, to: [keyValues(of: x, heads, kind: .activation)]))
        }
        var sources = [cached]
        if random.once(in: 2) { sources.append(keyValues(of: x, cached.heads, kind: .activation)) }
        let seen = attention(x, cached.heads, to: sources)
        return random.once(in: 3) ? seen : feedForward(seen)
    }

    // MARK: Rows

    mutating func norm(_ x: Table) -> Table {
        let parameters = random.number(0...2)
        let kind: VectorKind = parameters == 2 || random.once(in: 2) ? .layerNorm : .rmsNorm
        let ids = (0..<parameters).map { _ in tensor("norm.weight", .weight, [x.columns]) }
        return vector("norm", kind, [x], parameters: ids)
    }

    /// A plain or gated MLP with a residual.
    mutating func feedForward(_ x: Table) -> Table {
        let inner = random.number(1...60)
        var wide = linear("up_proj", x, to: inner)
        wide = vector("activation", random.pick(.gelu, .silu), [wide])
        if random.once(in: 2) {
            let gate = linear("gate_proj", x, to: inner)
            wide = vector("gated", .multiply, [gate, wide])
        }
        return vector("residual", .add, [x, linear("down_proj", wide, to: x.columns)])
    }

    /// Two rows as one, then rows of a table and a learned row added to all.
    mutating func prefix(_ x: Table) -> Table {
        var x = x
        if x.rows.isMultiple(of: 2) {
            x = vector("pixel_shuffle", .pixelShuffle, [x], rows: x.rows / 2, columns: x.columns * 2)
        }
        let words = random.number(1...6)
        let vocabulary = tensor("words.weight", .weight, [random.number(words...100), x.columns])
        let gathered = vector(
            "words", .embeddingLookup, [], parameters: [vocabulary], rows: words, columns: x.columns)
        let joined = vector("join", .concatenate, [x, gathered], rows: x.rows + words)
        let row = Table(id: tensor("row", .weight, [x.columns]), rows: 1, columns: x.columns)
        return vector("row_add", .add, [joined, row])
    }

    /// The chunk beside a row that tells the time, which is computed or comes for each iteration.
    mutating func timed(_ x: Table, iterations: Int) -> Table {
        let columns = random.number(1...10)
        let time =
            random.once(in: 2)
            ? table("time", .constant, 1, columns, perIteration: iterations > 1 || random.once(in: 2))
            : vector("time", .sinusoid, [], rows: 1, columns: columns)
        let joined = vector("time_join", .concatenate, [x, time], columns: x.columns + columns)
        return linear("time_mlp", joined, to: x.columns)
    }

    /// `x` and the context side by side as one operand of a product, if they have as many rows; otherwise just `x`.
    mutating func crossed(_ x: Table, _ context: Table) -> Table {
        guard context.rows == x.rows else { return x }
        let output = table("crossed", .activation, x.rows, x.columns)
        linear("crossed", [x, context], to: output)
        return output
    }
}
