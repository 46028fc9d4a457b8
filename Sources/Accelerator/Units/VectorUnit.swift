import Architecture
import Quantities

/// The vector unit: one pass after the other, in order.
struct VectorUnit {
    private let spec: VectorSpec
    private(set) var busyUntil = Cycles(0)

    init(_ spec: VectorSpec) { self.spec = spec }

    /// Does some work from `now` on, when it is free; returns when it ends.
    mutating func issue(_ work: VectorWork, at now: Cycles) -> Cycles {
        busyUntil = now + spec.cycles(for: work)
        return busyUntil
    }
}
