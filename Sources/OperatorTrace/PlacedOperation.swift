/// An operation together with where it stands.
package struct PlacedOperation: Equatable, Sendable {
    /// Its number in order of execution, iterations counted once.
    package let index: Int
    package let place: OperationPlace
    package let operation: Operation
    /// How often it runs: the iterations of its stage.
    package let executions: Int
}
