import Architecture
import Quantities

/// The vector unit: one pass after the other, in order.
struct VectorUnit {
    private let spec: VectorSpec
    /// When it is, or was, done with all it was given.
    var busyUntil = Cycles(0)

    init(_ spec: VectorSpec) { self.spec = spec }

    /// What became of some work.
    struct Timing {
        var end: Cycles
        /// Cycles of it lost to other units' accesses.
        var conflicts: Cycles
        var sramTraffic: Bytes
    }

    /// Does some work from `now` on, when it is free.
    mutating func issue(_ work: VectorWork, at now: Cycles, through ports: inout SRAMPorts) -> Timing {
        let alone = now + spec.cycles(for: work)
        let traffic = spec.sramTraffic(of: work)
        let conflicts = ports.book(traffic, from: now, until: alone, now: now)
        busyUntil = alone + conflicts
        return Timing(end: busyUntil, conflicts: conflicts, sramTraffic: traffic)
    }
}
