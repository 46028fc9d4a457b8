import Models
import OperatorTrace
import Testing

/// Models that lack components, and members of the family with other numbers.
@Suite struct ComponentTests {
    private func names(_ workload: Workload, _ kind: TensorKind) -> [String] {
        workload.tensors.filter { $0.kind == kind }.map(\.name)
    }

    @Test func visionAloneIsAVisionTransformer() throws {
        var model = ModelDescription(name: "vit", vision: ModelDescription.smolVLA.vision)
        model.options.cameras = 2
        let looped = try model.lowered()
        #expect(looped.stages.map(\.name) == ["vision"])
        #expect(names(looped, .output) == ["vision.cameras.0.post_norm", "vision.cameras.1.post_norm"])
        #expect(looped.parameterCount == 86_433_024)
        model.options.batchCameras = true
        #expect(try names(model.lowered(), .output) == ["vision.post_norm"])
    }

    @Test func visionAndConnectorGiveTokens() throws {
        let full = ModelDescription.smolVLA
        let model = ModelDescription(name: "tokens", vision: full.vision, connector: full.connector)
        let workload = try model.lowered()
        #expect(workload.stages.map(\.name) == ["vision", "prefix"])
        #expect(names(workload, .output) == ["connector.output"])
    }

    @Test func languageModelAloneReadsEmbeddings() throws {
        var model = ModelDescription(name: "decoder", languageModel: ModelDescription.smolVLA.languageModel)
        model.options.languageTokens = 512
        let workload = try model.lowered()
        #expect(workload.stages.map(\.name) == ["vlm"])
        #expect(names(workload, .input) == ["prefix.embeddings"])
        #expect(names(workload, .output) == ["vlm.final_norm"])
        #expect(names(workload, .keyValueCache).count == 32)
        let layer = 512 * (2 * 960 * 960 + 2 * 960 * 320 + 3 * 960 * 2560) + 2 * 15 * 512 * 512 * 64
        #expect(workload.macs.count == 16 * layer)
    }

    @Test func wordsAloneNeedNoAssembly() throws {
        let full = ModelDescription.smolVLA
        let prefix = PrefixComponent(vocabulary: 49_280, storesHead: false, stateWidth: 0)
        let model = ModelDescription(name: "words", prefix: prefix, languageModel: full.languageModel)
        let workload = try model.lowered()
        #expect(workload.stages[0].layers[0].operations.map(\.name) == ["words", "word_scale"])
        #expect(!names(workload, .weight).contains("prefix.lm_head.weight"))
    }

    @Test func imagesAloneNeedNoAssembly() throws {
        var model = ModelDescription.smolVLA
        model.prefix = nil
        model.options.cameras = 2
        let looped = try model.lowered()
        #expect(looped.stages.map(\.name) == ["vision", "prefix", "vlm", "expert-context", "expert"])
        #expect(looped.stages[1].layers[0].operations.map(\.kindName) == ["concatenate"])
        model.options.batchCameras = true
        #expect(try model.lowered().stages[1].layers.map(\.name) == ["connector"])
        model.options.cameras = 1
        #expect(try model.lowered().stages[1].layers.map(\.name) == ["connector"])
    }

    @Test func expertAloneAttendsToItself() throws {
        var model = ModelDescription(name: "diffusion", expert: ModelDescription.smolVLA.expert)
        model.expert?.selfAttentionEvery = 1
        let workload = try model.lowered()
        #expect(workload.stages.map(\.name) == ["expert"])
        let scores = workload.executedProducts.first { $0.product.transposesB }?.product
        #expect(scores?.n == 50)
    }

    @Test(arguments: [(0, 16), (1, 0), (2, 8), (3, 10), (4, 12)])
    func selfAttentionEverySaysWhichLayersCross(every: Int, crossing: Int) throws {
        var model = ModelDescription.smolVLA
        model.expert?.selfAttentionEvery = every
        let workload = try model.lowered()
        let context = workload.stages.first { $0.name == "expert-context" }
        #expect((context?.layers.count ?? 0) == crossing)
    }

    /// An expert of fewer layers reads the caches of the language model's first ones; the others feed nothing.
    @Test func layersAboveTheExpertsAreDead() throws {
        var model = ModelDescription.smolVLA
        model.expert?.blocks.layers = 4
        let all = try model.lowered()
        model.options.dropDeadLayers = true
        let live = try model.lowered()
        #expect(all.stages.first { $0.name == "vlm" }?.layers.count == 16)
        #expect(live.stages.first { $0.name == "vlm" }?.layers.count == 4)
        #expect(live.stages.first { $0.name == "vlm" }?.layers.last?.operations.count == 4)
    }

    @Test func otherPerceptronsAndNorms() throws {
        var model = ModelDescription(name: "gemma-like", languageModel: ModelDescription.smolVLA.languageModel)
        model.languageModel?.mlp = .geglu
        model.languageModel?.norm = .layerNorm
        model.languageModel?.biases = true
        model.languageModel?.rotary = false
        model.languageModel?.masked = false
        let operations = try model.lowered().stages[0].layers[0].operations
        #expect(
            operations.map(\.name) == [
                "attention_norm", "q_proj", "k_proj", "v_proj", "scores", "scale", "softmax", "context", "o_proj",
                "attention_residual", "mlp_norm", "gate_proj", "up_proj", "gelu", "gated", "down_proj", "mlp_residual",
            ])
    }

    /// Queries may be as wide as they like; the expert's are wider than its rows.
    @Test func headsNeedNotMakeTheWidth() throws {
        var model = ModelDescription(name: "wide", languageModel: ModelDescription.smolVLA.languageModel)
        model.languageModel?.headWidth = 128
        let product = try model.lowered().executedProducts[0].product
        #expect(product.n == 15 * 128)
    }
}
