import OperatorTrace

/// Stage `prefix`: from patches, words and state to the rows that the language model reads.
extension ModelDescription {
    /// Adds the connector (unless it is in the loop over cameras), the embeddings and the state token; gives the
    /// language model's input.
    func lowerPrefix(_ images: [TensorID], into trace: inout TraceBuilder) -> TensorID? {
        var tokens = images
        var rows: TensorID?
        trace.stage("prefix") { trace in
            if !loopsOverCameras, let connector, let vision, let patches = images.first {
                tokens = [lower(connector, reading: patches, of: vision, camera: nil, into: &trace)]
            }
            if let languageModel { rows = assemble(tokens, width: languageModel.width, into: &trace) }
            return []
        }
        guard let languageModel, rows == nil else { return rows }
        return trace.input("prefix.embeddings", [prefixLength, languageModel.width])
    }

    /// Adds the tokens that stand behind those of the images, and joins all; nil if there are none.
    private func assemble(_ images: [TensorID], width: Int, into trace: inout TraceBuilder) -> TensorID? {
        trace.layer("assembly", owner: "prefix") { trace in
            let parts = images + (prefix.map { embed($0, width: width, into: &trace) } ?? [])
            guard parts.count > 1 else { return parts.first }
            return trace.vector("output", .concatenate, parts, shape: [prefixLength, width])
        }
    }

    private func embed(_ prefix: PrefixComponent, width: Int, into trace: inout TraceBuilder) -> [TensorID] {
        var parts: [TensorID] = []
        if options.languageTokens > 0 { parts.append(lookUp(prefix, width: width, into: &trace)) }
        if prefix.storesHead {
            // Stored with the model and read by nothing: a policy never asks for words.
            _ = trace.parameter("lm_head.weight", [width, prefix.vocabulary], types.embeddings)
        }
        if prefix.stateWidth > 0 {
            let state = trace.input("prefix.state", [1, prefix.stateWidth])
            parts.append(trace.linear("state_proj", [state], m: 1, k: prefix.stateWidth, n: width, bias: true))
        }
        return parts
    }

    private func lookUp(_ prefix: PrefixComponent, width: Int, into trace: inout TraceBuilder) -> TensorID {
        let shape = [options.languageTokens, width]
        let table = trace.parameter("embeddings.weight", [prefix.vocabulary, width], types.embeddings)
        let words = trace.vector("words", .embeddingLookup, [], parameters: [table], shape: shape)
        return trace.vector("word_scale", .scale, [words], shape: shape)
    }
}
