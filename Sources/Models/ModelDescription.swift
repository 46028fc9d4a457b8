import OperatorTrace

/// A vision-language-action transformer by its numbers; any component may be left out.
///
/// Tokens flow from `vision` over `connector` and `prefix` into `languageModel`, whose keys and values `expert` reads.
/// A description says what a model is; `lowered()` says what one inference computes.
package struct ModelDescription: Equatable, Sendable {
    package var name: String
    package var vision: VisionComponent?
    package var connector: ConnectorComponent?
    package var prefix: PrefixComponent?
    package var languageModel: TransformerBlocks?
    package var expert: ExpertComponent?
    package var options: ModelOptions
    package var types: ElementTypes

    package init(
        name: String, vision: VisionComponent? = nil, connector: ConnectorComponent? = nil,
        prefix: PrefixComponent? = nil, languageModel: TransformerBlocks? = nil, expert: ExpertComponent? = nil,
        options: ModelOptions = ModelOptions(), types: ElementTypes = ElementTypes()
    ) {
        self.name = name
        self.vision = vision
        self.connector = connector
        self.prefix = prefix
        self.languageModel = languageModel
        self.expert = expert
        self.options = options
        self.types = types
    }

    /// Tokens that one image becomes for the language model; 0 if it sees none.
    package var imageTokens: Int {
        guard let vision, let connector else { return 0 }
        return vision.tokens / (connector.shuffleFactor * connector.shuffleFactor)
    }

    /// Rows that the language model reads: image, word and state tokens.
    package var prefixLength: Int {
        let images = options.cameras * imageTokens
        guard let prefix else { return images > 0 ? images : options.languageTokens }
        return images + options.languageTokens + (prefix.stateWidth > 0 ? 1 : 0)
    }
}
