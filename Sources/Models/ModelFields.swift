/// The fields of each part of a model description, in the order in which files have them.
///
/// The limits are far above any model that was built, and keep every product of a few sizes within 63 bits; the
/// workload's own limits bound the sums.
enum ModelFields {
    static let vision: [ModelField<VisionComponent>] =
        [
            .count("imageSize", \.imageSize, 1...65_536, "pixels along one side of an image"),
            .count("channels", \.channels, 1...1_024, "numbers per pixel", isRequired: false),
            .count("patch", \.patch, 1...4_096, "pixels along one side of a patch"),
        ] + blocks.map { $0.inside(\.blocks) }

    static let connector: [ModelField<ConnectorComponent>] = [
        .count("shuffleFactor", \.shuffleFactor, 1...1_024, "patches along one side of the square that is one token"),
        .count("width", \.width, 1...65_536, "columns of a token; the language model's width"),
    ]

    static let prefix: [ModelField<PrefixComponent>] = [
        .count("vocabulary", \.vocabulary, 1...16_777_216, "rows of the table of word embeddings"),
        .flag("storesHead", \.storesHead, "whether a matrix back to the vocabulary is stored (never executed)"),
        .count(
            "stateWidth", \.stateWidth, 0...65_536, "numbers in the robot's state; 0: no state token",
            isRequired: false),
    ]

    static let expert: [ModelField<ExpertComponent>] =
        [
            .count("chunk", \.chunk, 1...65_536, "actions in a chunk, one row each"),
            .count("actionWidth", \.actionWidth, 1...65_536, "numbers in an action"),
            .count(
                "selfAttentionEvery", \.selfAttentionEvery, 0...256,
                "every n-th layer attends to itself too, the others only to the language model; 0: none does"),
        ] + blocks.map { $0.inside(\.blocks) }

    static let blocks: [ModelField<TransformerBlocks>] = [
        .count("width", \.width, 1...65_536, "columns of the rows between layers"),
        .count("layers", \.layers, 1...256, "transformer layers"),
        .count("heads", \.heads, 1...1_024, "heads of queries"),
        .count("keyValueHeads", \.keyValueHeads, 1...1_024, "heads of keys and values; divides heads"),
        .count("headWidth", \.headWidth, 1...4_096, "columns of one head"),
        .count("mlpWidth", \.mlpWidth, 1...1_048_576, "columns inside the multilayer perceptron"),
        .choice("mlp", \.mlp, "what stands between the matrices of the multilayer perceptron"),
        .choice("norm", \.norm, "how rows are normalised"),
        .flag("learnedNorms", \.learnedNorms, "whether norms have learned numbers"),
        .flag("biases", \.biases, "whether the matrices of a layer have biases"),
        .flag("rotary", \.rotary, "whether queries and keys are turned by their positions (RoPE)"),
        .flag("masked", \.masked, "whether scores are masked before the softmax"),
    ]

    static let options: [ModelField<ModelOptions>] = [
        .count("cameras", \.cameras, 1...16, "images seen in one inference", isRequired: false),
        .count("languageTokens", \.languageTokens, 0...65_536, "words of the instruction", isRequired: false),
        .count("steps", \.steps, 1...1_000_000, "flow-matching steps of the expert", isRequired: false),
        .flag(
            "hoistCrossAttentionKV", \.hoistCrossAttentionKV,
            "project the language model's keys and values once, not in every step"),
        .flag("dropDeadLayers", \.dropDeadLayers, "leave out what the language model computes for nobody"),
        .flag("batchCameras", \.batchCameras, "all images pass through the vision transformer together"),
    ]

    static let types: [ModelField<ElementTypes>] = [
        .choice("weights", \.weights, "element type of matrices and the position table", isRequired: false),
        .choice("norms", \.norms, "element type of the norms' learned numbers", isRequired: false),
        .choice("biases", \.biases, "element type of biases", isRequired: false),
        .choice("embeddings", \.embeddings, "element type of word embeddings and head", isRequired: false),
        .choice("activations", \.activations, "element type of results, inputs and outputs", isRequired: false),
        .choice("keyValueCache", \.keyValueCache, "element type of kept keys and values", isRequired: false),
    ]
}
