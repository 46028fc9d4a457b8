import OperatorTrace

/// Stage `vlm`.
extension ModelDescription {
    /// Adds the language model; gives the keys and values that each layer kept.
    func lowerLanguageModel(_ input: TensorID?, into trace: inout TraceBuilder) -> [KeyValues] {
        guard let languageModel, let input else { return [] }
        var caches: [KeyValues] = []
        trace.stage("vlm") { trace in
            var tokens = input
            // Layers above the expert's last one feed nothing.
            let layers = expert.map { dropsDeadLayers ? $0.blocks.layers : languageModel.layers }
            for index in 0..<(layers ?? languageModel.layers) {
                trace.layer("layers[\(index)]", owner: "vlm.layers.\(index)") { trace in
                    tokens = lower(languageModel, layer: index, tokens, caches: &caches, into: &trace)
                }
            }
            return []
        }
        return caches
    }

    private func lower(
        _ blocks: TransformerBlocks, layer: Int, _ tokens: TensorID, caches: inout [KeyValues],
        into trace: inout TraceBuilder
    ) -> TensorID {
        if dropsDeadLayers, layer + 1 == expert?.blocks.layers {
            caches.append(trace.keyValuesOnly(blocks, tokens, rows: prefixLength))
            return tokens
        }
        let rows = TraceBuilder.Rows(rows: prefixLength)
        let (output, made) = trace.block(blocks, tokens, rows, keeping: .keyValueCache)
        if let made { caches.append(made) }
        guard layer + 1 == blocks.layers else { return output }
        // The final norm shares the last layer's border: its only reader is the outside world.
        trace.rename(owner: "vlm")
        let kind: TensorKind = expert == nil ? .output : .activation
        return trace.norm("final_norm", output, blocks, rows: prefixLength, as: .init(kind: kind))
    }
}
