import Models
import OperatorTrace
import Testing

/// The lowering's layer borders against lists that were worked out by hand.
@Suite struct LayerBorderTests {
    /// SmolVLA, one camera, keys and values hoisted, nothing dropped: what crosses, in bytes.
    private static let items: [(item: String, bytes: Int)] = [
        // All parameters: layers, patch embedding, position table, biases, norms.
        ("vision weight read", 86_433_024),
        ("vision input read", 786_432),
        // Read by 12 layers and the last norm; written by the patch embedding, 12 layers and the last norm.
        ("vision activation read", 13 * 786_432),
        ("vision activation written", 14 * 786_432),
        // Connector; 48 gathered rows; state projection with its bias.
        ("prefix weight read", 11_796_480 + 46_080 + 31_680),
        ("prefix input read", 32),
        // Patches into the connector; its tokens into the assembly.
        ("prefix activation read", 786_432 + 61_440),
        // Tokens of the image; the whole prefix.
        ("prefix activation written", 61_440 + 108_480),
        // Layers; 32 norms; the final norm, which shares the last layer's border.
        ("vlm weight read", 157_286_400 + 30_720 + 960),
        ("vlm activation read", 16 * 108_480),
        ("vlm activation written", 16 * 108_480),
        ("vlm key-value-cache written", 1_157_120),
        ("expert-context weight read", 8 * 2 * 320 * 320),
        ("expert-context key-value-cache read", 578_560),
        ("expert-context key-value-cache written", 578_560),
        // Layers; 33 norms; suffix; action_out. All ten times.
        ("expert weight read", 965_836_800 + 237_600 + 15_804_000 + 230_720),
        // Read by 16 layers and the last norm, written by the suffix and 16 layers. Ten times.
        ("expert activation read", 10 * 17 * 36_000),
        ("expert activation written", 10 * 17 * 36_000),
        // The chunk: read by the suffix and by the Euler step, and written. Ten times.
        ("expert input read", 10 * 2 * 1_600),
        ("expert output written", 10 * 1_600),
        ("expert key-value-cache read", 11_571_200),
    ]

    /// The same list as published with the model's facts, 1292.0 MB.
    private static let published =
        86_433_024 + 786_432 + 21_233_664 + 11_796_480 + 847_872 + 46_080 + 31_680 + 108_480 + 157_286_400 + 30_720
        + 3_471_360 + 1_157_120 + 1_638_400 + 1_157_120 + 965_836_800 + 237_600 + 15_804_000 + 230_720 + 11_520_000
        + 11_571_200 + 784_000

    /// Why the two differ.
    private static let differences = [
        61_440,  // The assembly is a layer of its own and reads the image tokens back; the list only writes them.
        32,  // The robot's state comes in; the list leaves it out.
        960,  // The final norm of the language model runs, with its scale; the list leaves it out.
        -16_000,  // The chunk crosses three times a step; the list has four times.
    ]

    @Test func everyItemIsWhatTheListSays() throws {
        let borders = LayerBorders(try ModelDescription.smolVLA.lowered())
        #expect(borders.items == Dictionary(uniqueKeysWithValues: Self.items.map { ($0.item, $0.bytes) }))
        #expect(borders.total == Self.items.reduce(0) { $0 + $1.bytes })
    }

    @Test func theTotalDiffersFromThePublishedListByNamedItems() throws {
        let borders = LayerBorders(try ModelDescription.smolVLA.lowered())
        #expect(Self.published == 1_292_009_152)
        #expect(borders.total == Self.published + Self.differences.reduce(0, +))
    }

    @Test(arguments: [(2, 1_324_800_000), (3, 1_357_500_000)])
    func batchedCamerasReadTheVisionWeightsOnce(cameras: Int, published: Int) throws {
        var model = ModelDescription.smolVLA
        model.options.batchCameras = true
        let one = LayerBorders(try model.lowered()).total
        model.options.cameras = cameras
        let total = LayerBorders(try model.lowered()).total
        // Another camera: pixels; 27 times its patches; the connector's input and output, and the assembly's input;
        // 64 rows more of the prefix and of 16 layers' input and output; their keys and values written, projected and
        // read in ten steps.
        let perCamera =
            786_432 + 27 * 786_432 + 786_432 + 2 * 61_440 + 61_440 + 32 * 61_440 + 655_360 + 655_360 + 10 * 655_360
        #expect(total == one + (cameras - 1) * perCamera)
        #expect(abs(total - published) < 250_000)
    }

    @Test(arguments: 1...4)
    func loopedCamerasReadVisionAndConnectorAgain(cameras: Int) throws {
        var model = ModelDescription.smolVLA
        model.options.cameras = cameras
        let looped = LayerBorders(try model.lowered()).total
        model.options.batchCameras = true
        let batched = LayerBorders(try model.lowered()).total
        #expect(looped == batched + (cameras - 1) * (86_433_024 + 11_796_480))
    }

    @Test func theDocumentsModelMovesWhatTheDocumentCounts() throws {
        let borders = LayerBorders(try DerivationDocument.lowered())
        #expect(
            borders.stages == [
                "vision": 103_809_024, "vlm": 160_757_760, "expert-context": 4_915_200, "expert": 977_356_800,
            ])
        #expect(borders.total == 1_246_838_784)
        #expect(borders.items["vision weight read"] == 84_934_656)
        #expect(borders.items["expert-context weight read"] == 8 * 2 * 960 * 320)
        #expect(borders.items["expert weight read"] == 965_836_800)
    }

    @Test func twiceTheStepsMoveTwiceTheBytesOfTheExpert() throws {
        var model = ModelDescription.smolVLA
        let ten = LayerBorders(try model.lowered())
        model.options.steps = 20
        let twenty = LayerBorders(try model.lowered())
        for stage in ["vision", "prefix", "vlm", "expert-context"] {
            #expect(twenty.stages[stage] == ten.stages[stage])
        }
        #expect(twenty.stages["expert"] == ten.stages["expert"].map { 2 * $0 })
    }
}
