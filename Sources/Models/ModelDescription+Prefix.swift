import OperatorTrace

/// Stage `prefix`: from patches, words and state to the rows that the language model reads.
extension ModelDescription {
    /// Adds the connector, the embeddings and the state token; gives the language model's input, nil if there is none.
    func lowerPrefix(_ images: [TensorID], into trace: inout TraceBuilder) -> TensorID? {
        guard connector != nil || prefix != nil else { return languageModel.map { input($0, into: &trace) } }
        var context: TensorID?
        trace.stage("prefix") { trace in
            var parts: [TensorID] = []
            for (index, patches) in images.enumerated() {
                parts += lowerConnector(patches, camera: images.count == 1 ? nil : index, into: &trace)
            }
            context = assemble(parts, into: &trace)
            return []
        }
        return context
    }

    /// Embeddings that come from outside, if the model has nothing that makes them.
    private func input(_ languageModel: TransformerBlocks, into trace: inout TraceBuilder) -> TensorID {
        trace.input("prefix.embeddings", [prefixLength, languageModel.width])
    }

    private func lowerConnector(_ patches: TensorID, camera: Int?, into trace: inout TraceBuilder) -> [TensorID] {
        guard let vision, let connector else { return [] }
        let tokens = visionRows.images * imageTokens
        let shuffled = connector.shuffleFactor * connector.shuffleFactor * vision.blocks.width
        let layer = camera.map { "cameras[\($0)].connector" } ?? "connector"
        let scope = camera.map { "connector.cameras.\($0)" } ?? "connector"
        let shape = [tokens, connector.width]
        return trace.layer(layer, owner: "connector", scope: scope) { trace in
            let rows = trace.vector("pixel_shuffle", .pixelShuffle, [patches], shape: [tokens, shuffled])
            let projected = trace.linear("proj", [rows], m: tokens, k: shuffled, n: connector.width)
            let kind: TensorKind = languageModel == nil ? .output : .activation
            return [trace.vector("scale", .scale, [projected], shape: shape, as: .init(name: "output", kind: kind))]
        }
    }

    /// Adds what stands behind the image tokens and joins all rows.
    private func assemble(_ images: [TensorID], into trace: inout TraceBuilder) -> TensorID? {
        guard let languageModel else { return nil }
        if prefix == nil, images.count == 1 { return images[0] }
        let width = languageModel.width
        return trace.layer("assembly", owner: "prefix") { trace in
            var parts = images
            if let prefix { parts += embed(prefix, width: width, into: &trace) }
            guard parts.count > 1 else { return parts.first }
            return trace.vector("output", .concatenate, parts, shape: [prefixLength, width])
        }
    }

    private func embed(_ prefix: PrefixComponent, width: Int, into trace: inout TraceBuilder) -> [TensorID] {
        var parts: [TensorID] = []
        if options.languageTokens > 0 {
            let shape = [options.languageTokens, width]
            let table = trace.parameter("embeddings.weight", [prefix.vocabulary, width], types.embeddings)
            let words = trace.vector("words", .embeddingLookup, [], parameters: [table], shape: shape)
            parts.append(trace.vector("word_scale", .scale, [words], shape: shape))
        }
        if prefix.storesHead {
            // Stored with the model, read by nothing: a policy never asks for words.
            _ = trace.parameter("lm_head.weight", [width, prefix.vocabulary], types.embeddings)
        }
        if prefix.stateWidth > 0 {
            let state = trace.input("prefix.state", [1, prefix.stateWidth])
            parts.append(trace.linear("state_proj", [state], m: 1, k: prefix.stateWidth, n: width, bias: true))
        }
        return parts
    }
}
