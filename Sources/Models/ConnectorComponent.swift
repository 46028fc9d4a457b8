/// What turns patches into tokens of the language model: pixel shuffle, projection without bias, scale.
package struct ConnectorComponent: Equatable, Sendable {
    /// Patches along one side of the square that becomes one token.
    package var shuffleFactor: Int
    /// Columns of a token; the width of the language model.
    package var width: Int

    package init(shuffleFactor: Int, width: Int) {
        self.shuffleFactor = shuffleFactor
        self.width = width
    }
}
