/// A group of operations between whose inputs and outputs the layer-by-layer mode draws its border.
package struct Layer: Equatable, Sendable {
    package var name: String
    package var operations: [Operation]

    package init(name: String, operations: [Operation]) {
        self.name = name
        self.operations = operations
    }
}
