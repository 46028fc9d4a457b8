/// An action expert: a transformer that turns noise into a chunk of actions over several flow-matching steps.
package struct ExpertComponent: Equatable, Sendable {
    /// Actions in a chunk, one row each.
    package var chunk: Int
    /// Numbers in an action.
    package var actionWidth: Int
    /// Layers 0, n, 2n, ... attend to the language model's keys and values of that layer joined with their own; the
    /// others only to projections of the former. 1: all attend to themselves too; 0: none does.
    package var selfAttentionEvery: Int
    package var blocks: TransformerBlocks

    package init(chunk: Int, actionWidth: Int, selfAttentionEvery: Int, blocks: TransformerBlocks) {
        self.chunk = chunk
        self.actionWidth = actionWidth
        self.selfAttentionEvery = selfAttentionEvery
        self.blocks = blocks
    }

    /// True if a layer reads nothing but projected keys and values of the language model.
    package func crossAttends(layer: Int) -> Bool {
        selfAttentionEvery == 0 || !layer.isMultiple(of: selfAttentionEvery)
    }
}
