import OperatorTrace

/// Stages `expert-context` and `expert`.
extension ModelDescription {
    /// Adds the action expert, which reads the language model's keys and values (none without a language model).
    func lowerExpert(reading caches: [KeyValues], into trace: inout TraceBuilder) {
        guard let expert else { return }
        let sources = lowerExpertContext(expert, caches, into: &trace)
        trace.stage("expert", iterations: options.steps) { trace in
            let chunk = trace.input("expert.chunk", [expert.chunk, expert.actionWidth])
            var tokens = lowerSuffix(expert, chunk, into: &trace)
            let rows = TraceBuilder.Rows(rows: expert.chunk)
            for index in 0..<expert.blocks.layers {
                tokens = trace.layer("layers[\(index)]", owner: "expert.layers.\(index)") { trace in
                    trace.block(expert.blocks, tokens, rows, attending: sources[index]).output
                }
            }
            let next = lowerStep(expert, tokens, chunk, into: &trace)
            return [Carry(written: next, read: chunk)]
        }
    }

    /// What each layer of the expert looks at; adds the projections that are the same in every step, if hoisted.
    private func lowerExpertContext(
        _ expert: ExpertComponent, _ caches: [KeyValues], into trace: inout TraceBuilder
    ) -> [AttentionSource] {
        guard let languageModel, !caches.isEmpty else {
            return Array(repeating: .own, count: expert.blocks.layers)
        }
        var sources = caches.prefix(expert.blocks.layers).map { AttentionSource.joint($0) }
        let crossing = sources.indices.filter { expert.crossAttends(layer: $0) }
        let width = languageModel.keyValueWidth
        for index in crossing { sources[index] = .projecting(caches[index], width: width) }
        guard options.hoistCrossAttentionKV, !crossing.isEmpty else { return sources }
        trace.stage("expert-context") { trace in
            for index in crossing {
                let scope = "expert-context.layers.\(index)"
                trace.layer("layers[\(index)]", owner: "expert.layers.\(index)", scope: scope) { trace in
                    let kept = TraceBuilder.Result(kind: .keyValueCache)
                    sources[index] = .projected(trace.project(caches[index], width: width, expert.blocks, as: kept))
                }
            }
            return []
        }
        return sources
    }

    /// Adds the suffix: the noisy chunk joined with the embedding of the time, through two matrices.
    private func lowerSuffix(
        _ expert: ExpertComponent, _ chunk: TensorID, into trace: inout TraceBuilder
    ) -> TensorID {
        let (m, width) = (expert.chunk, expert.blocks.width)
        return trace.layer("suffix", owner: "expert.suffix") { trace in
            let actions = trace.linear(
                "action_in_proj", [chunk], m: m, k: expert.actionWidth, n: width, bias: true)
            let time = trace.vector("time_embedding", .sinusoid, [], shape: [1, width])
            let joined = trace.vector("joined", .concatenate, [actions, time], shape: [m, 2 * width])
            let wide = trace.linear("action_time_mlp_in", [joined], m: m, k: 2 * width, n: width, bias: true)
            let active = trace.vector("suffix_silu", .silu, [wide], shape: [m, width])
            return trace.linear("action_time_mlp_out", [active], m: m, k: width, n: width, bias: true)
        }
    }

    /// Adds the final norm, the projection to actions and the Euler step; gives the chunk of the next step.
    private func lowerStep(
        _ expert: ExpertComponent, _ tokens: TensorID, _ chunk: TensorID, into trace: inout TraceBuilder
    ) -> TensorID {
        let shape = [expert.chunk, expert.actionWidth]
        return trace.layer("action_out", owner: "expert") { trace in
            let normed = trace.norm("final_norm", tokens, expert.blocks, rows: expert.chunk)
            let velocity = trace.linear(
                "action_out_proj", [normed], m: expert.chunk, k: expert.blocks.width, n: expert.actionWidth, bias: true)
            return trace.vector(
                "euler_step", .eulerStep, [chunk, velocity], shape: shape, as: .init(name: "next_chunk", kind: .output))
        }
    }
}
