import Architecture
import Quantities

/// The memory of the machine, whatever its kind: transfers in, service intervals out.
///
/// A value: copy it to try something, compare two to see whether a state recurs.
package struct MemorySystem: Hashable, Sendable {
    private enum Model: Hashable, Sendable {
        case ideal(IdealMemory)
    }

    private var model: Model

    /// - Precondition: the specs are valid.
    package init(_ spec: MemorySpec, dma: DMASpec, clock: Frequency) {
        var ideal = spec
        if spec.kind != .ideal { ideal.bandwidth = spec.peakBandwidth }
        model = .ideal(IdealMemory(ideal, clock: clock))
    }

    /// Serves one transfer after all earlier ones.
    ///
    /// - Parameters:
    ///   - transfer: what to move; not empty.
    ///   - arriving: the cycle in which its first request reaches the memory, no earlier than the transfer's before it.
    /// - Returns: when the bus works for it; ends never go back from one transfer to the next.
    package mutating func serve(_ transfer: MemoryTransfer, arriving: Cycles) -> ServiceInterval {
        switch model {
        case .ideal(var ideal):
            let interval = ideal.serve(transfer, arriving: arriving)
            model = .ideal(ideal)
            return interval
        }
    }

    /// The same state with `now` as the start of time: equal for two moments from which everything goes on alike.
    package func normalized(relativeTo now: Cycles) -> MemorySystem {
        var copy = self
        switch model {
        case .ideal(let ideal): copy.model = .ideal(ideal.normalized(relativeTo: now))
        }
        return copy
    }
}
