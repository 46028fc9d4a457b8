import JSONText
import Models
import OperatorTrace
import Testing

/// Keys, limits and files of model descriptions, and what is said of broken ones.
@Suite struct SettingTests {
    @Test func everyKeyReadsAndWritesItself() throws {
        var model = ModelDescription.smolVLA
        for setting in ModelDescription.settings {
            let value = try #require(setting.read(model), "\(setting.key)")
            try model.set("model." + setting.key, to: value)
            #expect(!setting.summary.isEmpty)
        }
        #expect(model == .smolVLA)
        let keys = ModelDescription.settings.map(\.key)
        #expect(Set(keys).count == keys.count)
        for key in ["steps", "cameras", "vision.layers", "types.weights", "expert.selfAttentionEvery"] {
            #expect(keys.contains(key))
        }
    }

    @Test func keysAreGoodWithAndWithoutTheirBeginning() throws {
        var model = ModelDescription.smolVLA
        try model.set("model.steps", to: "20")
        try model.set("types.weights", to: "int4")
        try model.set("model.vision.layers", to: "6")
        #expect(model.options.steps == 20)
        #expect(model.types.weights == .int4)
        #expect(model.vision?.blocks.layers == 6)
    }

    @Test(arguments: [
        ("model.stepps", "1", "unknown key \"model.stepps\"; did you mean \"model.steps\"?"),
        ("model.vision.layer", "1", "unknown key \"model.vision.layer\"; did you mean \"model.vision.layers\"?"),
        ("model.zzzzzzzz", "1", "unknown key \"model.zzzzzzzz\""),
        ("model.steps", "0", "model.steps: found \"0\", expected a whole number from 1 to 1000000"),
        ("model.steps", "-3", "model.steps: found \"-3\", expected a whole number from 1 to 1000000"),
        ("model.cameras", "17", "model.cameras: found \"17\", expected a whole number from 1 to 16"),
        (
            "model.cameras", "9223372036854775808",
            "model.cameras: found \"9223372036854775808\", expected a whole number from 1 to 16"
        ),
        ("model.batchCameras", "yes", "model.batchCameras: found \"yes\", expected true or false"),
        (
            "model.types.weights", "int9",
            "model.types.weights: found \"int9\", expected one of int4, int8, fp16, bf16, int32, fp32"
        ),
    ])
    func whatCannotBeSetIsRefused(key: String, text: String, message: String) {
        var model = ModelDescription.smolVLA
        let error = #expect(throws: ModelError.self) { try model.set(key, to: text) }
        #expect(error?.description == message)
        #expect(model == .smolVLA)
    }

    @Test func keysOfAbsentComponentsAreRefused() {
        var model = ModelDescription(name: "vit", vision: ModelDescription.smolVLA.vision)
        let error = #expect(throws: ModelError.self) { try model.set("model.expert.layers", to: "4") }
        #expect(error?.description == "model.expert.layers: the model has no expert; add it to the model's file")
    }

    @Test(arguments: [
        ("vision.imageSize", "500", "model.vision.imageSize: 500 pixels are no whole number of patches of 16"),
        (
            "vision.imageSize", "65536",
            "model.vision.imageSize: an image has 4096 patches along one side, expected at most 512"
        ),
        ("vision.width", "700", "model.vision.width: found 700, expected 768: 12 heads of 64"),
        (
            "connector.shuffleFactor", "5",
            "model.connector.shuffleFactor: 5 does not divide the 32 patches along one side of an image"
        ),
        ("connector.width", "961", "model.connector.width: found 961, expected the languageModel's width 960"),
        (
            "languageModel.keyValueHeads", "4",
            "model.languageModel.keyValueHeads: found 4, expected a divisor of the 15 heads"
        ),
        (
            "expert.layers", "17",
            "model.expert.layers: found 17, expected at most the 16 layers of the languageModel, whose keys and values "
                + "they read"
        ),
        (
            "expert.keyValueHeads", "3",
            "model.expert.keyValueHeads: keys and values are 3 heads of 64, expected 5 of 64 to join those of the "
                + "languageModel"
        ),
        (
            "expert.width", "721",
            "model.expert.width: found 721, expected an even number: half of the time embedding are sines"
        ),
        (
            "expert.headWidth", "63",
            "model.expert.headWidth: found 63, expected an even number: RoPE turns pairs of columns"
        ),
    ])
    func whatDoesNotFitTogetherIsRefused(key: String, text: String, message: String) throws {
        var model = ModelDescription.smolVLA
        try model.set(key, to: text)
        let error = #expect(throws: ModelError.self) { try model.lowered() }
        #expect(error?.description == message)
    }

    @Test func componentsNeedTheirNeighbours() throws {
        let full = ModelDescription.smolVLA
        let cases: [(ModelDescription, String)] = [
            (ModelDescription(name: "m"), "the model has no vision, languageModel or expert, expected at least one"),
            (
                ModelDescription(name: "m", vision: full.vision, languageModel: full.languageModel),
                "the model has vision and a languageModel but no connector between them; add one"
            ),
            (
                ModelDescription(name: "m", connector: full.connector, languageModel: full.languageModel),
                "model.connector: the model has no vision that it could read; add one"
            ),
            (
                ModelDescription(name: "m", vision: full.vision, prefix: full.prefix),
                "model.prefix: the model has no languageModel to read it; add one"
            ),
            (
                ModelDescription(name: "m", expert: full.expert),
                "model.expert.selfAttentionEvery: found 2, expected 1: there is no languageModel to attend to"
            ),
            (ModelDescription(name: "", vision: full.vision), "model.name: the model's name is empty"),
        ]
        for (model, message) in cases {
            let error = #expect(throws: ModelError.self) { try model.lowered() }
            #expect(error?.description == message)
        }
        var silent = ModelDescription(name: "m", languageModel: full.languageModel)
        silent.options.languageTokens = 0
        #expect(throws: ModelError.self) { try silent.lowered() }
    }

    /// Whatever number stands in any field, lowering ends with a workload or a sentence.
    @Test func noNumberTraps() {
        for number in [Int.min, -1, 0, 1, 2, 3, 255, 65_536, 1 << 20, 1 << 40, Int.max] {
            for setting in ModelDescription.settings {
                var model = ModelDescription.smolVLA
                guard (try? model.set(setting.key, to: String(number))) != nil else { continue }
                do { _ = try model.lowered() } catch { #expect(!"\(error)".isEmpty) }
            }
            var model = ModelDescription.smolVLA
            model.options.steps = number
            model.options.cameras = number
            model.vision?.imageSize = number
            model.expert?.chunk = number
            do { _ = try model.lowered() } catch { #expect(!"\(error)".isEmpty) }
        }
    }

    /// The largest value of every field at once overflows nothing.
    @Test func theLargestNumbersAreRefusedWithASentence() throws {
        var model = ModelDescription.smolVLA
        for setting in ModelDescription.settings {
            guard let range = setting.expectation.split(separator: " ").last, Int(range) != nil else { continue }
            try model.set(setting.key, to: String(range))
        }
        model.vision?.imageSize = 2048
        model.vision?.patch = 4
        model.vision?.blocks.width = 65_536
        model.vision?.blocks.headWidth = 64
        model.connector = ConnectorComponent(shuffleFactor: 512, width: 65_536)
        #expect(throws: WorkloadError.self) { try model.lowered() }
    }

    private func read(_ text: String) throws -> ModelDescription {
        try ModelDescription(JSONDocument.parse(Array(text.utf8), name: "m.json"))
    }

    @Test(arguments: [
        ("{}", "m.json:1:1: missing key \"format\""),
        (
            #"{"format": "systole-workload/1"}"#,
            #"m.json:1:12: format: found "systole-workload/1", expected "systole-model/1""#
        ),
        (#"{"format": "systole-model/1"}"#, "m.json:1:1: missing key \"name\""),
        (
            #"{"format": "systole-model/1", "name": "m", "visoin": {}}"#,
            #"m.json:1:44: unknown key "visoin"; did you mean "vision"?"#
        ),
        (
            #"{"format": "systole-model/1", "name": "m", "options": {"step": 1}}"#,
            #"m.json:1:56: options: unknown key "step"; did you mean "steps"?"#
        ),
        (
            #"{"format": "systole-model/1", "name": "m", "options": {"steps": 0}}"#,
            "m.json:1:65: options.steps: found 0, expected a whole number from 1 to 1000000"
        ),
        (
            #"{"format": "systole-model/1", "name": "m", "options": {"cameras": 99999999999999999999}}"#,
            "m.json:1:67: options.cameras: found 99999999999999999999, expected a whole number from 1 to 16"
        ),
        (
            #"{"format": "systole-model/1", "name": "m", "connector": {"width": 960}}"#,
            "m.json:1:57: connector: missing key \"shuffleFactor\""
        ),
        (
            #"{"format": "systole-model/1", "name": "m", "connector": {"shuffleFactor": 4, "width": 960}}"#,
            "m.json:1:1: the model has no vision, languageModel or expert, expected at least one"
        ),
        ("[]", "m.json:1:1: found an array, expected an object"),
    ])
    func brokenFilesAreRefused(text: String, message: String) {
        let error = #expect(throws: JSONError.self) { try read(text) }
        #expect(error?.description == message)
    }

    @Test func whatDoesNotFitIsFoundInTheFile() throws {
        let text = ModelDescription.smolVLA.jsonText.replacing("\"imageSize\": 512", with: "\"imageSize\": 500")
        let error = #expect(throws: JSONError.self) { try read(text) }
        #expect(
            error?.description == "m.json:5:18: vision.imageSize: 500 pixels are no whole number of patches of 16")
    }

    @Test func usualValuesMayBeLeftOut() throws {
        let text = """
            { "format": "systole-model/1", "name": "small", // the least that a vision transformer needs
              "vision": { "imageSize": 32, "patch": 8, "width": 64, "layers": 1, "heads": 2, "keyValueHeads": 2,
                          "headWidth": 32, "mlpWidth": 128, "mlp": "gelu", "norm": "layerNorm" } }
            """
        let model = try read(text)
        #expect(model.vision?.channels == 3)
        #expect(model.options == ModelOptions())
        #expect(model.types == ElementTypes())
        #expect(try read(model.jsonText) == model)
        #expect(try model.lowered().stages.count == 1)
    }
}
