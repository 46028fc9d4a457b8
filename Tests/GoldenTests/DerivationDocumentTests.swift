import Architecture
import Models
import OperatorTrace
import Reporting
import Testing

/// The figures in Docs/Derivation.md against freshly computed ones.
@Suite struct DerivationDocumentTests {
    private static let file = "Docs/Derivation.md"

    @Test func theMethodsOwnModelMovesWhatTheDocumentCounts() throws {
        let report = try RunReport.simulating(DerivationDocument.lowered())
        let all = report.stages
        let expert = report.layers(of: "expert")
        let figures: [(String, Int)] = [
            ("vision weights", all.named("vision").bytes(.weights)),
            ("vision activations", all.named("vision").bytes(.activations, .inputsOutputs)),
            ("vision total", all.named("vision").bytes(.weights, .activations, .inputsOutputs)),
            ("VLM weights", all.named("vlm").bytes(.weights)),
            ("VLM activations", all.named("vlm").bytes(.activations, .inputsOutputs)),
            ("VLM total", all.named("vlm").bytes(.weights, .activations, .inputsOutputs)),
            ("expert static weights", all.named("expert-context").bytes(.weights)),
            ("expert layer, self-attention", expert[0...0].bytes(.weights) / 10),
            ("expert layer, cross-attention", expert[1...1].bytes(.weights) / 10),
            ("expert dynamic weights, a step", expert.bytes(.weights) / 10),
            ("expert dynamic weights, 10 steps", expert.bytes(.weights)),
            ("expert activations, a step", expert.bytes(.activations, .inputsOutputs) / 10),
            ("expert activations, 10 steps", expert.bytes(.activations, .inputsOutputs)),
            ("action expert total", all.named("expert").reduce(0) { $0 + $1.account.useful.count }),
            ("total", report.total.account.useful.count),
        ]
        let table = try DocumentTable("method", in: Self.file)
        try table.expect(figures.map { ($0, $1.grouped) }, under: "Systole (bytes)")
    }

    @Test func theModelStoresWhatTheFootprintTableSays() throws {
        let workload = try ModelDescription.smolVLA.lowered()
        let weights = workload.tensors.filter { $0.kind == .weight }
        func parameters(_ names: String...) -> Int {
            weights.filter { tensor in names.contains { tensor.name.hasPrefix($0) } }.reduce(0) { $0 + $1.elements }
        }
        func elements(_ name: String) throws -> Int {
            try #require(workload.tensors.first { $0.name == name }, "no tensor \(name)").elements
        }
        let total = weights.reduce(0) { $0 + $1.elements }
        let cache = workload.tensors.filter { $0.kind == .keyValueCache && $0.name.hasPrefix("vlm.") }
        let cacheBytes = cache.reduce(0) { $0 + $1.bytes.count }
        let vectors = weights.filter { $0.shape.count == 1 }.reduce(0) { $0 + $1.elements }
        let head = parameters("prefix.embeddings", "prefix.lm_head")
        let figures: [(String, Int)] = [
            ("vision encoder", parameters("vision.")),
            ("VLM backbone with word embeddings", parameters("vlm.", "prefix.embeddings")),
            ("action expert, layers and norms", parameters("expert.layers.", "expert.final_norm")),
            ("connector", parameters("connector.")),
            ("head", parameters("prefix.lm_head")),
            (
                "state, action and time projections",
                parameters("prefix.state_proj", "expert.suffix.", "expert.action_out")
            ),
            ("all parameters", total),
            ("storage in INT8 (bytes)", total),
            ("storage in BF16 (bytes)", 2 * total),
            ("norms and biases", vectors),
            ("embeddings and head in BF16 add (bytes)", head),
            ("embeddings, head and connector in BF16 add (bytes)", head + parameters("connector.")),
            ("peak activation, layer input and output (bytes)", try 2 * elements("vision.layers.0.output")),
            (
                "peak activation, input and output of fc1 (bytes)",
                try elements("vision.layers.0.fc1") + elements("vision.layers.0.fc1") / 4
            ),
            ("peak activation, scores of all heads (bytes)", try elements("vision.layers.0.scores")),
            ("context cache, a layer (bytes)", cacheBytes / 16),
            ("context cache, all layers (bytes)", cacheBytes),
        ]
        let table = try DocumentTable("footprint", in: Self.file)
        try table.expect(figures.map { ($0, $1.grouped) }, under: "Systole")
    }

    @Test func theWholeModelsItemsAddUp() throws {
        let report = try RunReport.simulatingSmolVLA()
        let figures = items(of: report)
        #expect(figures.reduce(0) { $0 + $1.bytes } == report.total.account.useful.count)
        let total = [("total", report.total.account.useful.count)]
        let table = try DocumentTable("items", in: Self.file)
        try table.expect((figures.map { ($0.item, $0.bytes) } + total).map { ($0, $1.grouped) }, under: "Systole")
        for column in ["by hand", "difference"] {
            let sum = try figures.reduce(0) { try $0 + table.number(row: $1.item, under: column) }
            #expect(try sum == table.number(row: "total", under: column))
        }
        for item in figures {
            let byHand = try table.number(row: item.item, under: "by hand")
            #expect(try table.number(row: item.item, under: "difference") == item.bytes - byHand)
        }
    }

    /// What `--per-layer` reports, by the items of the table.
    private func items(of report: RunReport) -> [(item: String, bytes: Int)] {
        let vision = report.layers(of: "vision")
        let connector = report.layers(of: "prefix").named("connector")
        let assembly = report.layers(of: "prefix").named("assembly")
        let vlm = report.layers(of: "vlm")
        let context = report.layers(of: "expert-context")
        let expert = report.layers(of: "expert")
        let ends = expert.named("suffix") + expert.named("action_out")
        return [
            ("vision: parameters", vision.bytes(.weights)),
            ("vision: pixels", vision.bytes(.inputsOutputs)),
            ("vision: layer inputs and outputs", vision.bytes(.activations)),
            ("connector: weights", connector.bytes(.weights)),
            ("connector: input and output", connector.bytes(.activations)),
            ("prefix: word rows and state projection", assembly.bytes(.weights)),
            ("prefix: state", assembly.bytes(.inputsOutputs)),
            ("prefix: image tokens read", assembly.bytes(.activations, writing: false)),
            ("prefix: written", assembly.bytes(.activations, reading: false)),
            ("VLM: weights and norms", vlm.bytes(.weights)),
            ("VLM: layer inputs and outputs", vlm.bytes(.activations)),
            ("VLM: keys and values written", vlm.bytes(.keyValueCache)),
            ("expert-context: weights", context.bytes(.weights)),
            ("expert-context: keys and values", context.bytes(.keyValueCache)),
            ("expert: layer weights and norms", expert.named("layers").bytes(.weights)),
            ("expert: suffix weights", expert.named("suffix").bytes(.weights)),
            ("expert: last norm and action projection", expert.named("action_out").bytes(.weights)),
            ("expert: layer inputs and outputs", expert.named("layers").bytes(.activations)),
            ("expert: suffix output, last norm input", ends.bytes(.activations)),
            ("expert: action chunk", expert.bytes(.inputsOutputs)),
            ("expert: keys and values read", expert.bytes(.keyValueCache)),
        ]
    }

    @Test func theVariantsMoveWhatTheirTableSays() throws {
        let table = try DocumentTable("variants", in: Self.file)
        let labels = table.rows.map { $0[0] }
        #expect(labels.count > 8)
        var total: [(String, String)] = []
        var expert: [(String, String)] = []
        for label in labels {
            let bytes = try SmolVLARun(Self.settings(in: label)).program().bytesByStage
            total.append((label, bytes.reduce(0) { $0 + $1.bytes }.grouped))
            expert.append((label, (bytes.first { $0.stage == "expert" }?.bytes ?? 0).grouped))
        }
        try table.expect(total, under: "total (bytes)")
        try table.expect(expert, under: "of which expert")
    }

    /// The `key=value` words of a label such as `` `model.cameras=2` `model.batchCameras=true` ``.
    private static func settings(in label: String) -> [String] {
        label.split(separator: "`").map(String.init).filter { $0.contains("=") }
    }
}
