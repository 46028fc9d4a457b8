import OperatorTrace

extension ModelDescription {
    /// Throws if a number is out of range or the components do not fit together.
    package func validate() throws(ModelError) {
        if let fault = WorkloadName.fault(in: name) { throw ModelError("name", "the model's name \(fault)") }
        for setting in Self.settings where !setting.isInRange(self) {
            throw ModelError(setting.key, "found \(setting.read(self) ?? ""), expected \(setting.expectation)")
        }
        guard vision != nil || languageModel != nil || expert != nil else {
            throw ModelError("", "the model has no vision, languageModel or expert, expected at least one")
        }
        try checkVision()
        try checkConnector()
        try checkLanguageModel()
        try checkExpert()
    }

    private func checkVision() throws(ModelError) {
        guard let vision else { return }
        let blocks = vision.blocks
        try check(blocks, "vision")
        guard vision.imageSize.isMultiple(of: vision.patch) else {
            throw ModelError(
                "vision.imageSize", "\(vision.imageSize) pixels are no whole number of patches of \(vision.patch)")
        }
        // 2^18 patches: the scores of 2^10 heads times 2^12 columns are then at most 2^58 multiply-accumulates.
        guard vision.gridSize <= 512 else {
            throw ModelError(
                "vision.imageSize", "an image has \(vision.gridSize) patches along one side, expected at most 512")
        }
        guard blocks.width == blocks.queryWidth else {
            throw ModelError(
                "vision.width",
                "found \(blocks.width), expected \(blocks.queryWidth): \(blocks.heads) heads of \(blocks.headWidth)")
        }
        guard connector != nil || languageModel == nil else {
            throw ModelError("", "the model has vision and a languageModel but no connector between them; add one")
        }
    }

    private func checkConnector() throws(ModelError) {
        guard let connector else { return }
        guard let vision else { throw ModelError("connector", "the model has no vision that it could read; add one") }
        guard vision.gridSize.isMultiple(of: connector.shuffleFactor) else {
            throw ModelError(
                "connector.shuffleFactor",
                "\(connector.shuffleFactor) does not divide the \(vision.gridSize) patches along one side of an image")
        }
        guard let languageModel, languageModel.width != connector.width else { return }
        throw ModelError(
            "connector.width", "found \(connector.width), expected the languageModel's width \(languageModel.width)")
    }

    private func checkLanguageModel() throws(ModelError) {
        guard let languageModel else {
            guard prefix == nil else {
                throw ModelError("prefix", "the model has no languageModel to read it; add one")
            }
            return
        }
        try check(languageModel, "languageModel")
        guard prefixLength > 0 else {
            throw ModelError("languageTokens", "found 0, expected at least 1: the languageModel reads nothing else")
        }
    }

    private func checkExpert() throws(ModelError) {
        guard let expert else { return }
        let blocks = expert.blocks
        try check(blocks, "expert")
        guard blocks.width.isMultiple(of: 2) else {
            throw ModelError(
                "expert.width", "found \(blocks.width), expected an even number: half of the time embedding are sines")
        }
        let crosses = (0..<blocks.layers).contains { expert.crossAttends(layer: $0) }
        guard let languageModel else {
            guard !crosses else {
                throw ModelError(
                    "expert.selfAttentionEvery",
                    "found \(expert.selfAttentionEvery), expected 1: there is no languageModel to attend to")
            }
            return
        }
        guard blocks.layers <= languageModel.layers else {
            throw ModelError(
                "expert.layers",
                "found \(blocks.layers), expected at most the \(languageModel.layers) layers of the languageModel, "
                    + "whose keys and values they read")
        }
        let joins = (0..<blocks.layers).contains { !expert.crossAttends(layer: $0) }
        let isAlike =
            blocks.headWidth == languageModel.headWidth && blocks.keyValueHeads == languageModel.keyValueHeads
        guard !joins || isAlike else {
            throw ModelError(
                "expert.keyValueHeads",
                "keys and values are \(blocks.keyValueHeads) heads of \(blocks.headWidth), expected "
                    + "\(languageModel.keyValueHeads) of \(languageModel.headWidth) to join those of the languageModel")
        }
    }

    /// What holds for every stack of transformer layers.
    private func check(_ blocks: TransformerBlocks, _ name: String) throws(ModelError) {
        guard blocks.heads.isMultiple(of: blocks.keyValueHeads) else {
            throw ModelError(
                "\(name).keyValueHeads",
                "found \(blocks.keyValueHeads), expected a divisor of the \(blocks.heads) heads")
        }
        guard !blocks.rotary || blocks.headWidth.isMultiple(of: 2) else {
            throw ModelError(
                "\(name).headWidth", "found \(blocks.headWidth), expected an even number: RoPE turns pairs of columns")
        }
    }
}
