import Architecture
import Quantities

/// The memory of the machine, whatever its kind: transfers in, service intervals out.
///
/// A value: copy it to try something, compare two to see whether a state recurs.
package struct MemorySystem: Equatable {
    private(set) var ideal: IdealMemory
    /// The model with banks; nil if the memory is ideal. Apart from `ideal`, not a case beside it, so that it changes in
    /// place.
    private(set) var banked: BankedMemory?

    /// - Precondition: the specs are valid.
    package init(_ spec: MemorySpec, dma: DMASpec, clock: Frequency) {
        ideal = IdealMemory(spec, clock: clock)
        if let organization = spec.kind.organization, let timings = spec.kind.timings {
            banked = BankedMemory(spec, organization, timings, dma: dma, clock: clock)
        }
    }

    /// What the memory has done so far; nothing is counted for an ideal one.
    package var statistics: MemoryStatistics { banked?.statistics ?? MemoryStatistics() }

    /// Serves one transfer after all earlier ones.
    ///
    /// - Parameters:
    ///   - transfer: what to move; not empty.
    ///   - arriving: the cycle in which its first request reaches the memory, no earlier than the transfer's before it.
    /// - Returns: when the bus works for it; ends never go back from one transfer to the next.
    package mutating func serve(_ transfer: MemoryTransfer, arriving: Cycles) -> ServiceInterval {
        banked?.serve(transfer, arriving: arriving) ?? ideal.serve(transfer, arriving: arriving)
    }

    /// The same state with `now` as the start of time: equal for two moments from which everything goes on alike.
    package func normalized(relativeTo now: Cycles) -> MemorySystem {
        var copy = self
        copy.ideal = ideal.normalized(relativeTo: now)
        copy.banked = banked?.normalized(relativeTo: now)
        return copy
    }
}
