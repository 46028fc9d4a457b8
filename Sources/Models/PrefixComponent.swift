/// What the language model reads besides images: words, looked up in a table, and the robot's state.
package struct PrefixComponent: Equatable, Sendable {
    /// Rows of the table of word embeddings.
    package var vocabulary: Int
    /// True if a matrix from the language model's width to the vocabulary is stored. It is never executed.
    package var storesHead: Bool
    /// Numbers in the robot's state, which becomes one token; 0 without one.
    package var stateWidth: Int

    package init(vocabulary: Int, storesHead: Bool, stateWidth: Int) {
        self.vocabulary = vocabulary
        self.storesHead = storesHead
        self.stateWidth = stateWidth
    }
}
