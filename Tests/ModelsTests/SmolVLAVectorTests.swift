import Models
import OperatorTrace
import Testing

/// The lowering's passes of the vector unit against those of the public policy code, recorded in
/// `smolvla_vector_ops_1camera.csv`.
@Suite struct SmolVLAVectorTests {
    /// Where a recorded operator is in the lowering: its stage and the operations' names. One of our operations may
    /// stand for several recorded ones, and pass each element several times.
    struct Counterpart {
        var stage: String
        var names: Set<String>
        var executions = 1
        var passes = 1
    }

    private static let counterparts: [String: Counterpart] = [
        "vision pos_embed_add": Counterpart(stage: "vision", names: ["position_add"]),
        "vision layernorm": Counterpart(stage: "vision", names: ["attention_norm", "mlp_norm", "post_norm"]),
        "vision attn_scale": Counterpart(stage: "vision", names: ["scale"]),
        "vision softmax": Counterpart(stage: "vision", names: ["softmax"]),
        "vision residual_add": Counterpart(stage: "vision", names: ["attention_residual", "mlp_residual"]),
        "vision gelu_tanh": Counterpart(stage: "vision", names: ["gelu"]),
        "embed embed_scale": Counterpart(stage: "prefix", names: ["scale", "word_scale"]),
        "embed embedding_gather": Counterpart(stage: "prefix", names: ["words"]),
        "vlm rmsnorm": Counterpart(stage: "vlm", names: ["attention_norm", "mlp_norm", "final_norm"]),
        "vlm rope": Counterpart(stage: "vlm", names: ["q_rope", "k_rope"]),
        "vlm attn_scale": Counterpart(stage: "vlm", names: ["scale"]),
        "vlm attn_mask": Counterpart(stage: "vlm", names: ["mask"]),
        "vlm softmax": Counterpart(stage: "vlm", names: ["softmax"]),
        "vlm residual_add": Counterpart(stage: "vlm", names: ["attention_residual", "mlp_residual"]),
        "vlm silu": Counterpart(stage: "vlm", names: ["silu"]),
        "vlm gate_mul": Counterpart(stage: "vlm", names: ["gated"]),
        // Sines and cosines are two operators of 360 there, one of 720 here.
        "suffix_embed sincos": Counterpart(stage: "expert", names: ["time_embedding"], executions: 2),
        "suffix_embed silu": Counterpart(stage: "expert", names: ["suffix_silu"]),
        "expert rmsnorm": Counterpart(stage: "expert", names: ["attention_norm", "mlp_norm", "final_norm"]),
        "expert rope": Counterpart(stage: "expert", names: ["q_rope", "k_rope"]),
        "expert attn_scale": Counterpart(stage: "expert", names: ["scale"]),
        "expert attn_mask": Counterpart(stage: "expert", names: ["mask"]),
        "expert softmax": Counterpart(stage: "expert", names: ["softmax"]),
        "expert residual_add": Counterpart(stage: "expert", names: ["attention_residual", "mlp_residual"]),
        "expert silu": Counterpart(stage: "expert", names: ["silu"]),
        "expert gate_mul": Counterpart(stage: "expert", names: ["gated"]),
        // Times the step's length, then added: two operators there, one here that passes each element twice.
        "euler euler_update": Counterpart(stage: "expert", names: ["euler_step"], executions: 2, passes: 2),
    ]

    private func passes(of workload: Workload) -> [(stage: String, name: String, elements: Int)] {
        workload.executed.compactMap { stage, operation in
            guard case .vector = operation.body else { return nil }
            return (stage, operation.name, workload.elements(of: operation))
        }
    }

    @Test func elementsEqualThoseOfThePublicCode() throws {
        let passes = passes(of: try ModelDescription.smolVLA.lowered())
        let rows = try TestFiles.table("smolvla_vector_ops_1camera.csv")
        #expect(rows.count == 28)
        for row in rows {
            let key = "\(row["stage"] ?? "") \(row["kind"] ?? "")"
            if key == "vision embedding_gather" { continue }  // See `positionsAreReadByTheAddition`.
            let counterpart = try #require(Self.counterparts[key], "\(key) has no counterpart")
            let ours = passes.filter { $0.stage == counterpart.stage && counterpart.names.contains($0.name) }
            let executions = ours.count * counterpart.executions
            let elements = ours.reduce(0) { $0 + $1.elements } * counterpart.passes
            #expect(String(executions) == row["executions"], "\(key)")
            #expect(String(elements) == row["elements_total"], "\(key)")
        }
    }

    /// The public code looks positions up in their table by number; the numbers are 0 to 1023, so that the lookup
    /// is the table itself, which the addition reads.
    @Test func positionsAreReadByTheAddition() throws {
        let workload = try ModelDescription.smolVLA.lowered()
        let addition = try #require(workload.executed.first { $0.operation.name == "position_add" }?.operation)
        let table = try #require(addition.reads.first { workload[$0].kind == .weight })
        #expect(workload[table].elements == 786_432)
    }

    /// Data movement that the recording does not list as operators.
    @Test func nothingElseIsPassedButWhatIsMoved() throws {
        let workload = try ModelDescription.smolVLA.lowered()
        let known = Set(Self.counterparts.values.flatMap { part in part.names.map { "\(part.stage) \($0)" } })
        let others = passes(of: workload).map { "\($0.stage) \($0.name) \($0.elements)" }
            .filter { pass in !known.contains { pass.hasPrefix($0 + " ") } }
        #expect(
            others == ["prefix pixel_shuffle 786432", "prefix output 108480"]
                + Array(repeating: "expert joined 72000", count: 10))
    }
}
