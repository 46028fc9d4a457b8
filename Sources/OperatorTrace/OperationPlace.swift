/// Where an operation stands in its workload.
package struct OperationPlace: Hashable, Comparable, Sendable {
    /// Index into `Workload.stages`.
    package let stage: Int
    /// Index into the stage's `layers`.
    package let layer: Int
    /// Index into the layer's `operations`.
    package let operation: Int

    package init(stage: Int, layer: Int, operation: Int) {
        self.stage = stage
        self.layer = layer
        self.operation = operation
    }

    /// Order of execution within one pass.
    package static func < (left: Self, right: Self) -> Bool {
        (left.stage, left.layer, left.operation) < (right.stage, right.layer, right.operation)
    }
}
