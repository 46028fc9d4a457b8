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

    /// A choice and what was chosen: `cameras`, `1`.
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

    /// The tensor in its place of the table.
    package subscript(id: TensorID) -> Tensor { _read { yield tensors[id.index] } }
}
