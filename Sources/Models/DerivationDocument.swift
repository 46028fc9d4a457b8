import OperatorTrace

/// The model of `Docs/Derivation.md`, as small as that document makes it: the transformer layers of SmolVLA alone.
///
/// Left out as in the document: patch embedding, position table, connector, embeddings, state, suffix, action
/// projections and Euler step; biases and the learned numbers of norms. Different from SmolVLA as in the document:
/// even layers of the expert attend to their own rows only, and keys and values of the odd ones are projected from the
/// language model's last rows (960 x 320), once. That context and the projected keys and values stay on chip.
///
/// What the left-out parts would hand over comes from outside, and each component hands its result back outside.
package enum DerivationDocument {
    /// Rows and counts: section 1 to 4 of the document.
    private static let imageRows = 1024
    private static let prefixRows = 113
    private static let chunkRows = 50
    private static let steps = 10

    /// The document's three stacks: SmolVLA's, without what the document leaves out.
    private static let vision = bare(
        TransformerBlocks(
            width: 768, layers: 12, heads: 12, keyValueHeads: 12, headWidth: 64, mlpWidth: 3072, mlp: .gelu,
            norm: .layerNorm))
    private static let languageModel = bare(
        TransformerBlocks(
            width: 960, layers: 16, heads: 15, keyValueHeads: 5, headWidth: 64, mlpWidth: 2560, mlp: .swiglu,
            norm: .rmsNorm, rotary: true, masked: true))
    private static let expert = bare(
        TransformerBlocks(
            width: 720, layers: 16, heads: 15, keyValueHeads: 5, headWidth: 64, mlpWidth: 2048, mlp: .swiglu,
            norm: .rmsNorm, rotary: true, masked: true))

    private static func bare(_ blocks: TransformerBlocks) -> TransformerBlocks {
        var blocks = blocks
        blocks.learnedNorms = false
        return blocks
    }

    /// The document's model at one byte an element, 1,246,838,784 B of HBM traffic layer by layer.
    package static func lowered() throws(WorkloadError) -> Workload {
        var trace = TraceBuilder(types: ElementTypes())
        lowerVision(into: &trace)
        let context = lowerLanguageModel(into: &trace)
        let projected = lowerExpertContext(context, into: &trace)
        lowerExpert(reading: projected, into: &trace)
        return try Workload(name: "derivation", tensors: trace.tensors, stages: trace.stages).validated()
    }

    private static func lowerVision(into trace: inout TraceBuilder) {
        trace.stage("vision") { trace in
            var tokens = trace.input("vision.input", [imageRows, vision.width])
            for index in 0..<vision.layers {
                tokens = trace.layer("layers[\(index)]", owner: "vision.layers.\(index)") { trace in
                    let result = result(isLast: index + 1 == vision.layers)
                    return trace.block(vision, tokens, .init(rows: imageRows), as: result).output
                }
            }
            return []
        }
    }

    /// Gives the context: the last layer's rows, normed where they are made, so that they never leave the chip.
    private static func lowerLanguageModel(into trace: inout TraceBuilder) -> TensorID {
        var tokens = trace.input("vlm.input", [prefixRows, languageModel.width])
        trace.stage("vlm") { trace in
            for index in 0..<languageModel.layers {
                tokens = trace.layer("layers[\(index)]", owner: "vlm.layers.\(index)") { trace in
                    let isLast = index + 1 == languageModel.layers
                    let output = trace.block(
                        languageModel, tokens, .init(rows: prefixRows), as: result(isLast: isLast)
                    ).output
                    guard isLast else { return output }
                    trace.rename(owner: "vlm")
                    let kept = TraceBuilder.Result(name: "context", placement: .onChip)
                    return trace.norm("final_norm", output, languageModel, rows: prefixRows, as: kept)
                }
            }
            return []
        }
        return tokens
    }

    /// Keys and values of the expert's odd layers, by layer.
    private static func lowerExpertContext(_ context: TensorID, into trace: inout TraceBuilder) -> [Int: KeyValues] {
        let rows = KeyValues(keys: context, values: context, rows: prefixRows)
        var projected: [Int: KeyValues] = [:]
        trace.stage("expert-context") { trace in
            for index in stride(from: 1, to: expert.layers, by: 2) {
                let scope = "expert-context.layers.\(index)"
                projected[index] = trace.layer("layers[\(index)]", owner: "expert.layers.\(index)", scope: scope) {
                    trace in
                    trace.project(
                        rows, width: languageModel.width, expert, as: .init(kind: .keyValueCache, placement: .onChip))
                }
            }
            return []
        }
        return projected
    }

    /// The last layer's rows of one step are the first layer's of the next.
    private static func lowerExpert(reading projected: [Int: KeyValues], into trace: inout TraceBuilder) {
        trace.stage("expert", iterations: steps) { trace in
            let input = trace.input("expert.input", [chunkRows, expert.width])
            var tokens = input
            for index in 0..<expert.layers {
                let source = projected[index].map { AttentionSource.projected($0) } ?? .own
                tokens = trace.layer("layers[\(index)]", owner: "expert.layers.\(index)") { trace in
                    let result = result(isLast: index + 1 == expert.layers)
                    return trace.block(
                        expert, tokens, .init(rows: chunkRows), attending: source, as: result
                    ).output
                }
            }
            return [Carry(written: tokens, read: input)]
        }
    }

    private static func result(isLast: Bool) -> TraceBuilder.Result {
        .init(name: "output", kind: isLast ? .output : .activation)
    }
}
