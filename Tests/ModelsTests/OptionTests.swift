import Models
import OperatorTrace
import Testing

/// Each option changes what it should, counted by formulas that know nothing of the lowering.
@Suite struct OptionTests {
    private func lowered(_ change: (inout ModelDescription) -> Void) throws -> Workload {
        var model = ModelDescription.smolVLA
        change(&model)
        return try model.lowered()
    }

    /// Multiply-accumulates of SmolVLA by closed forms; `p` rows of prefix, 50 rows of chunk.
    private func macs(cameras: Int, words: Int, steps: Int, hoisted: Bool) -> Int {
        let p = 64 * cameras + words + 1
        let visionLayer = 1024 * (4 * 768 * 768 + 2 * 768 * 3072) + 2 * 12 * 1024 * 1024 * 64
        let vision = 1024 * 768 * 768 + 12 * visionLayer
        let connector = 64 * 12288 * 960
        let languageLayer = p * (2 * 960 * 960 + 2 * 960 * 320 + 3 * 960 * 2560) + 2 * 15 * p * p * 64
        let suffix = 50 * (32 * 720 + 1440 * 720 + 720 * 720)
        let expertLayer = 50 * (2 * 720 * 960 + 3 * 720 * 2048)
        let own = 50 * 2 * 720 * 320 + 2 * 15 * 50 * (p + 50) * 64
        let cross = 2 * 15 * 50 * p * 64
        let projections = 8 * 2 * p * 320 * 320
        let step = suffix + 16 * expertLayer + 8 * own + 8 * cross + 50 * 720 * 32
        return cameras * (vision + connector) + 32 * 960 + 16 * languageLayer + steps * step
            + projections * (hoisted ? 1 : steps)
    }

    @Test(arguments: 1...4, [false, true])
    func camerasChangeProductsAndMultiplications(cameras: Int, batched: Bool) throws {
        let workload = try lowered {
            $0.options.cameras = cameras
            $0.options.batchCameras = batched
            $0.options.hoistCrossAttentionKV = false
        }
        let passes = batched ? 1 : cameras
        #expect(workload.executedProducts.count == 1723 + 98 * (passes - 1))
        #expect(workload.macs.count == macs(cameras: cameras, words: 48, steps: 10, hoisted: false))
        #expect(workload.parameterCount == 450_046_176)
        let scores = workload.executedProducts.first { $0.stage == "vlm" && $0.product.transposesB }?.product
        #expect(scores?.n == [113, 177, 241, 305][cameras - 1])
    }

    /// In the public code each image passes through vision transformer and connector before the next one.
    @Test func loopedCamerasRunInTheOrderOfThePublicCode() throws {
        let one = try lowered { $0.options.hoistCrossAttentionKV = false }
        let two = try lowered {
            $0.options.hoistCrossAttentionKV = false
            $0.options.cameras = 2
        }
        func shapes(_ workload: Workload) -> [[Int]] {
            workload.executedProducts.map { [$0.product.batch, $0.product.m, $0.product.k, $0.product.n] }
        }
        let (single, double) = (shapes(one), shapes(two))
        #expect(Array(double[..<98]) == Array(single[..<98]))
        #expect(Array(double[98..<196]) == Array(single[..<98]))
        #expect(double[196] == [1, 1, 32, 960])
        #expect(double[195] == [1, 64, 12288, 960])
    }

    @Test func batchedCamerasAttendToTheirOwnImage() throws {
        let workload = try lowered {
            $0.options.cameras = 3
            $0.options.batchCameras = true
        }
        let layer = workload.executedProducts.filter { $0.stage == "vision" }.map(\.product)
        #expect(layer[1].m == 3072)
        let scores = layer[4]
        #expect([scores.batch, scores.m, scores.k, scores.n] == [36, 1024, 64, 1024])
    }

    @Test(arguments: [(0, 65), (1, 66), (48, 113), (512, 577)])
    func wordsLengthenThePrefix(words: Int, prefix: Int) throws {
        let workload = try lowered { $0.options.languageTokens = words }
        #expect(workload.macs.count == macs(cameras: 1, words: words, steps: 10, hoisted: true))
        let scores = workload.executedProducts.first { $0.stage == "vlm" && $0.product.transposesB }?.product
        #expect(scores?.n == prefix)
    }

    @Test(arguments: [1, 20, 1000])
    func stepsRepeatTheExpert(steps: Int) throws {
        let workload = try lowered { $0.options.steps = steps }
        #expect(workload.macs.count == macs(cameras: 1, words: 48, steps: steps, hoisted: true))
        #expect(workload.stages.map(\.iterations) == [1, 1, 1, 1, steps])
    }

    @Test func deadLayersAreDropped() throws {
        let all = try lowered { _ in }
        let live = try lowered { $0.options.dropDeadLayers = true }
        func weightBytes(_ workload: Workload) -> Int {
            workload.executedProducts.reduce(0) { $0 + workload.weightBytes(of: $1.product).count }
        }
        #expect(weightBytes(all) - weightBytes(live) == 9_216_000)
        #expect(all.macs.count - live.macs.count == 1_065_924_480)
        let last = live.stages.first { $0.name == "vlm" }?.layers.last
        #expect(last?.operations.map(\.name) == ["attention_norm", "k_proj", "v_proj", "k_rope"])
        #expect(!live.executed.contains { $0.stage == "vlm" && $0.operation.name == "final_norm" })
    }

    @Test func nothingIsDeadWithoutAnExpert() throws {
        let workload = try lowered {
            $0.expert = nil
            $0.options.dropDeadLayers = true
        }
        #expect(workload.stages.map(\.name) == ["vision", "prefix", "vlm"])
        let last = workload.stages.last?.layers.last?.operations.last
        #expect(last?.name == "final_norm")
        #expect(last.map { workload[$0.output].kind } == .output)
    }

    @Test func elementTypesGoByClass() throws {
        let workload = try lowered {
            $0.types.weights = .int4
            $0.types.norms = .fp16
            $0.types.biases = .fp32
            $0.types.embeddings = .bf16
            $0.types.activations = .int32
            $0.types.keyValueCache = .int8
        }
        func type(_ name: String) -> ElementType? { workload.tensors.first { $0.name == name }?.elementType }
        #expect(type("vision.layers.0.q_proj.weight") == .int4)
        #expect(type("vision.position_table.weight") == .int4)
        #expect(type("vision.layers.0.mlp_norm.bias") == .fp16)
        #expect(type("vlm.final_norm.weight") == .fp16)
        #expect(type("vision.layers.0.q_proj.bias") == .fp32)
        #expect(type("prefix.embeddings.weight") == .bf16)
        #expect(type("prefix.lm_head.weight") == .bf16)
        #expect(type("vision.pixels") == .int32)
        #expect(type("expert.layers.3.scores") == .int32)
        #expect(type("expert.next_chunk") == .int32)
        #expect(type("vlm.layers.7.keys") == .int8)
        #expect(type("expert-context.layers.1.values") == .int8)
        // Of the expert's own keys nobody keeps anything.
        #expect(type("expert.layers.0.keys") == .int32)
    }

    /// Parameters of the built model, component by component.
    @Test(arguments: [
        ("vision.", 86_433_024), ("connector.", 11_796_480),
        ("prefix.embeddings", 47_308_800), ("prefix.lm_head", 47_308_800), ("prefix.state_proj", 31_680),
        ("vlm.", 204_626_880 - 47_308_800),
        ("expert.layers.", 98_245_840 - 720), ("expert.final_norm", 720),
        ("expert.suffix.", 23_760 + 1_037_520 + 519_120), ("expert.action_out_proj", 23_072),
    ])
    func parametersPerComponent(prefix: String, count: Int) throws {
        let weights = try lowered { _ in }.tensors.filter { $0.kind == .weight && $0.name.hasPrefix(prefix) }
        #expect(weights.reduce(0) { $0 + $1.elements } == count)
    }

    @Test func theWorkloadRecordsItsOptions() throws {
        let workload = try lowered {
            $0.options.steps = 7
            $0.types.norms = .fp16
        }
        let options = workload.options.map { "\($0.key)=\($0.value)" }
        #expect(options.contains("steps=7"))
        #expect(options.contains("types.norms=fp16"))
        #expect(options.contains("cameras=1"))
        #expect(options.count == 12)
    }
}
