import Models
import OperatorTrace
import Quantities
import Testing

@Suite struct FootprintTests {
    private let smolVLA: Footprint

    init() throws { smolVLA = Footprint(of: try ModelDescription.smolVLA.lowered()) }

    private func parameters(_ component: String, _ parts: String...) -> Int {
        smolVLA.components.filter { $0.name == component }.flatMap(\.parts)
            .filter { parts.isEmpty || parts.contains($0.name) }.reduce(0) { $0 + $1.storage.parameters }
    }

    /// The public policy's parameters, part by part.
    @Test func componentsAreThoseOfTheBuiltModel() {
        #expect(parameters("vision") == 86_433_024)
        #expect(parameters("prefix", "embeddings") + parameters("vlm") == 204_626_880)
        #expect(parameters("expert", "layers", "final_norm") == 98_245_840)
        #expect(parameters("connector") == 11_796_480)
        #expect(parameters("prefix", "lm_head") == 47_308_800)
        #expect(parameters("prefix", "state_proj") + parameters("expert", "suffix", "action_out_proj") == 1_635_152)
        #expect(smolVLA.storage.parameters == 450_046_176)
        #expect(smolVLA.storage.unreadBytes == Bytes(47_308_800))
    }

    /// 0.040 % are norms and biases.
    @Test func usesAddUpToAll() {
        let uses = Dictionary(uniqueKeysWithValues: smolVLA.uses.map { ($0.key, $0.storage.parameters) })
        #expect(uses[.matrices] == 354_461_440)
        #expect((uses[.biases] ?? 0) + (uses[.norms] ?? 0) == 180_704)
        #expect(uses[.embeddings] == 47_308_800 && uses[.unread] == 47_308_800 && uses[.operands] == 786_432)
        #expect(uses.values.reduce(0, +) == 450_046_176)
        #expect(smolVLA.types.map(\.key) == [.int8])
    }

    /// Vision: rows of 768 in and out; at the scale 12 score matrices twice, rows before and values; in place these
    /// once, at the scores with queries and keys; by rows fc1 with its input, its result and the residual.
    @Test(arguments: [
        (PeakMeasure.layerInputOutput, 2 * 1024 * 768, "patch_embedding", String?.none),
        (.eachTensorApart, 2 * 12 * 1024 * 1024 + 2 * 1024 * 768, "layers[0]", "scale"),
        (.inPlace, 12 * 1024 * 1024 + 4 * 1024 * 768, "layers[0]", "scores"),
        (.inPlaceByRows, 1024 * 3072 + 2 * 1024 * 768, "layers[0]", "fc1"),
    ])
    func peaksAreInVision(measure: PeakMeasure, bytes: Int, layer: String, operation: String?) throws {
        let peak = try #require(smolVLA.peak(measure))
        #expect(peak.bytes == Bytes(bytes))
        #expect(peak.stage == "vision" && peak.layer == layer && peak.operation == operation)
    }

    @Test func largestResultIsTheScoresOfVision() {
        #expect(smolVLA.largestTensor?.bytes == Bytes(12 * 1024 * 1024))
    }

    @Test func cachesAreThoseOfTheStagesThatMakeThem() {
        #expect(smolVLA.keyValueCaches.map(\.stage) == ["vlm", "expert-context"])
        #expect(smolVLA.keyValueCaches.map(\.layers) == [16, 8])
        #expect(smolVLA.keyValueCaches.map(\.bytesPerLayer) == [Bytes(72_320), Bytes(72_320)])
        #expect(smolVLA.keyValueBytes == Bytes(1_157_120 + 578_560))
    }

    /// Layers 96,583,680; norms 33 x 720; suffix with biases 1,580,400; action_out with bias 23,072. The prefix reads 48
    /// rows of the table.
    @Test func stagesReadWhatAStepReads() throws {
        let expert = try #require(smolVLA.stages.last)
        #expect(expert.iterations == 10)
        #expect(expert.weightBytes == Bytes(96_583_680 + 33 * 720 + 1_580_400 + 23_072))
        #expect(expert.keyValueBytes == Bytes(1_157_120))
        let prefix = try #require(smolVLA.stages.first { $0.name == "prefix" })
        #expect(prefix.weightBytes == Bytes(11_796_480 + 48 * 960 + 31_680))
    }

    @Test func typesSetByClassChangeTheirBytes() throws {
        var model = ModelDescription.smolVLA
        model.types.weights = .int4
        model.types.activations = .bf16
        let footprint = Footprint(of: try model.lowered())
        let matrices = try #require(footprint.uses.first { $0.key == .matrices })
        #expect(matrices.storage.bytes == Bytes(354_461_440 / 2))
        #expect(footprint.storage.parameters == 450_046_176)
        #expect(footprint.peak(.layerInputOutput)?.bytes == Bytes(2 * 2 * 1024 * 768))
        #expect(footprint.storage.bytes(atBits: 4) == Bytes(225_023_088))
    }

    /// Two rows of two; `fc` makes 4 from 2. The chunk is carried, the context outlives the loop that reads it.
    @Test func loopsHoldWhatTheyReadAgain() throws {
        func tensor(_ name: String, _ kind: TensorKind, _ shape: [Int]) -> Tensor {
            Tensor(name: name, kind: kind, shape: shape, elementType: .int8)
        }
        let tensors = [
            tensor("x", .input, [2, 8]), tensor("context", .activation, [2, 8]), tensor("chunk", .input, [2, 8]),
            tensor("mixed", .activation, [2, 8]), tensor("wide.weight", .weight, [8, 32]),
            tensor("wide", .activation, [2, 32]), tensor("narrow.weight", .weight, [32, 8]),
            tensor("next", .output, [2, 8]),
        ]
        func id(_ name: String) -> TensorID { TensorID(tensors.firstIndex { $0.name == name } ?? 0) }
        func vector(_ kind: VectorKind, _ inputs: [String], _ output: String) -> Operation {
            Operation(
                name: output, body: .vector(VectorOperation(kind: kind, inputs: inputs.map(id), output: id(output))))
        }
        func product(_ a: String, _ k: Int, _ n: Int, _ weight: String, _ output: String) -> Operation {
            Operation(
                name: output,
                body: .product(MatrixProduct(m: 2, k: k, n: n, a: [id(a)], b: [id(weight)], output: id(output))))
        }
        let loop = [
            vector(.add, ["chunk", "context"], "mixed"), product("mixed", 8, 32, "wide.weight", "wide"),
            product("wide", 32, 8, "narrow.weight", "next"),
        ]
        let workload = try Workload(
            name: "loop", tensors: tensors,
            stages: [
                Stage(name: "before", layers: [Layer(name: "a", operations: [vector(.gelu, ["x"], "context")])]),
                Stage(
                    name: "loop", iterations: 3, carried: [Carry(written: id("next"), read: id("chunk"))],
                    layers: [Layer(name: "b", operations: loop)]),
            ]
        ).validated()
        let footprint = Footprint(of: workload)
        // gelu: x and context. add: chunk, context, mixed; in place of the chunk. narrow: context, wide, next.
        let before = try #require(footprint.stages.first)
        #expect(before.peaks[.eachTensorApart]?.bytes == Bytes(32))
        #expect(before.peaks[.inPlace]?.bytes == Bytes(16))
        let after = try #require(footprint.stages.last)
        #expect(after.peaks[.eachTensorApart]?.bytes == Bytes(16 + 16 + 64))
        #expect(after.peaks[.layerInputOutput]?.bytes == Bytes(16 + 16 + 16))
    }
}
