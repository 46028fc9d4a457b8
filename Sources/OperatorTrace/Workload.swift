import Quantities

/// A lowered model: what is computed, in order, on which tensors.
///
/// A value of this type that came from `Workload(contentsOf:)`, `Workload(json:)` or `validated()` is sound: shapes
/// fit, every activation has a producer that runs before its readers, and no sum over it overflows.
package struct Workload: Equatable, Sendable {
    package var name: String
    /// The choices that it was lowered with, as `(key, value)` in declared order; empty for a hand-written workload.
    package var options: [Option]
    package var tensors: [Tensor]
    package var stages: [Stage]

    package struct Option: Equatable, Sendable {
        package var key: String
        package var value: String

        package init(key: String, value: String) {
            self.key = key
            self.value = value
        }
    }

    package init(name: String, options: [Option] = [], tensors: [Tensor], stages: [Stage]) {
        self.name = name
        self.options = options
        self.tensors = tensors
        self.stages = stages
    }

    package subscript(id: TensorID) -> Tensor { tensors[id.index] }
}

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

/// `written` in one iteration is `read` in the next; the first iteration reads what `read` held before the stage.
package struct Carry: Equatable, Sendable {
    package var written: TensorID
    package var read: TensorID

    package init(written: TensorID, read: TensorID) {
        self.written = written
        self.read = read
    }
}

/// A group of operations between whose inputs and outputs the layer-by-layer mode draws its border.
package struct Layer: Equatable, Sendable {
    package var name: String
    package var operations: [Operation]

    package init(name: String, operations: [Operation]) {
        self.name = name
        self.operations = operations
    }
}
