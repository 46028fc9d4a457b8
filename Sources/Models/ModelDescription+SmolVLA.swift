extension ModelDescription {
    /// SmolVLA as the public policy code builds it: 450,046,176 parameters.
    ///
    /// Sources: SmolVLA (Shukor et al. 2025) and its published configuration; SigLIP's vision transformer; the first 16
    /// layers of SmolLM2-360M. One camera is the project's choice: the published checkpoint declares three.
    package static let smolVLA = ModelDescription(
        name: "smolvla",
        vision: VisionComponent(
            imageSize: 512, channels: 3, patch: 16,
            blocks: TransformerBlocks(
                width: 768, layers: 12, heads: 12, keyValueHeads: 12, headWidth: 64, mlpWidth: 3072, mlp: .gelu,
                norm: .layerNorm, biases: true)),
        connector: ConnectorComponent(shuffleFactor: 4, width: 960),
        prefix: PrefixComponent(vocabulary: 49280, storesHead: true, stateWidth: 32),
        languageModel: TransformerBlocks(
            width: 960, layers: 16, heads: 15, keyValueHeads: 5, headWidth: 64, mlpWidth: 2560, mlp: .swiglu,
            norm: .rmsNorm, rotary: true, masked: true),
        expert: ExpertComponent(
            chunk: 50, actionWidth: 32, selfAttentionEvery: 2,
            blocks: TransformerBlocks(
                width: 720, layers: 16, heads: 15, keyValueHeads: 5, headWidth: 64, mlpWidth: 2048, mlp: .swiglu,
                norm: .rmsNorm, rotary: true, masked: true)))
}
