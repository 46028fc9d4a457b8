/// What part of a workload an error is about. A reader of files turns it into a line and a column.
package enum WorkloadPlace: Equatable, Sendable {
    /// The workload itself, or the value of one of its keys.
    case workload(key: String?)
    /// Entry of `options`.
    case option(Int)
    /// Entry of `tensors`, or the value of one of its keys.
    case tensor(Int, key: String?)
    /// Entry of `stages`, or the value of one of its keys.
    case stage(Int, key: String?)
    /// Entry of a stage's `carried`, or the value of one of its keys.
    case carry(stage: Int, Int, key: String?)
    /// Entry of a stage's `layers`, or the value of one of its keys.
    case layer(stage: Int, Int, key: String?)
    /// An operation, or the value of one of its keys.
    case operation(OperationPlace, key: String?)
}
