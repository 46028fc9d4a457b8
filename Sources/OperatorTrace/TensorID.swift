/// The place of a tensor in its workload's table.
package struct TensorID: Hashable, Sendable {
    /// Index into `Workload.tensors`.
    package let index: Int

    package init(_ index: Int) { self.index = index }
}
