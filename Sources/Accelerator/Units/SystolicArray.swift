import Architecture
import Quantities

/// The matrix unit: products enter in order, the next one's stationary operand moving in while rows of the last stream.
struct SystolicArray {
    private let spec: ArraySpec
    private var previous: (pace: ArrayPace, end: Cycles)?
    private var runs = RunTable()

    /// When the registers for the next product's first stationary tile are free.
    private(set) var acceptsFrom = Cycles(0)
    /// When the rows of the last product have all entered.
    private(set) var streamsUntil = Cycles(0)
    /// When the results of the last product are out.
    private(set) var drainsUntil = Cycles(0)

    /// What became of a product.
    struct Timing {
        /// Cycles between `entry` and `end` in which rows stream, and in which only stationary operands move.
        var working: Cycles
        var loadingStationary: Cycles
        /// Its first row enters.
        var entry: Cycles
        /// The slot of its last row ends.
        var end: Cycles
        /// Its last result is out.
        var completed: Cycles
        /// Cycles before `entry` in which its first stationary tile moved in and no row streamed.
        var exposedLoad: Cycles
        /// Cycles between `entry` and `end` lost to other units' accesses to SRAM.
        var conflicts: Cycles
        var sramTraffic: Bytes
    }

    init(_ spec: ArraySpec) { self.spec = spec }

    /// How many `moments` there are.
    static let momentCount = 3

    /// When the last product's rows had entered, when the array stopped streaming, and draining.
    var moments: [Cycles] {
        get { [previous?.end ?? .zero, streamsUntil, drainsUntil] }
        set {
            previous?.end = newValue[0]
            streamsUntil = newValue[1]
            drainsUntil = newValue[2]
        }
    }

    /// What decides how it goes on besides `moments`.
    struct Standing: Equatable {
        /// Until it accepts the next product.
        var wait: Cycles
        var pace: ArrayPace?
    }

    func standing(at now: Cycles) -> Standing {
        Standing(wait: max(.zero, acceptsFrom - now), pace: previous?.pace)
    }

    /// Begins a product at `now`, which is not before `acceptsFrom`.
    mutating func issue(
        _ product: ProductShape, at now: Cycles, through ports: inout SRAMPorts
    ) throws(ArrayError) -> Timing {
        let cost = try runs.cost(of: product, on: spec)
        let (run, traffic) = (cost.pace, cost.sramTraffic)
        let entry = run.entry(after: previous, stationaryReady: now, streamReady: now)
        let conflicts = ports.book(traffic, from: entry, until: entry + run.span, now: now)
        let end = entry + run.span + conflicts
        let lead = previous == nil ? run.coldLead : run.leadLoad
        let loadBegins = max(now, entry - lead, streamsUntil)
        let timing = Timing(
            working: run.working, loadingStationary: run.loadingStationary, entry: entry, end: end,
            completed: max(end + run.latency, drainsUntil),
            exposedLoad: max(.zero, entry - loadBegins), conflicts: conflicts, sramTraffic: traffic)
        previous = (run, end)
        acceptsFrom = max(entry, end - max(.zero, run.lastBlock))
        streamsUntil = end
        drainsUntil = timing.completed
        return timing
    }
}
