/// A part of the model whose operations are replayed `iterations` times on the same weights.
package struct Stage: Equatable, Sendable {
    package var name: String
    package var iterations: Int
    /// Tensors that pass from one iteration to the next.
    package var carried: [Carry]
    package var layers: [Layer]

    package init(name: String, iterations: Int = 1, carried: [Carry] = [], layers: [Layer]) {
        self.name = name
        self.iterations = iterations
        self.carried = carried
        self.layers = layers
    }
}
