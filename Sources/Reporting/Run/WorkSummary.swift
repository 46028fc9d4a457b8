import Accelerator
import Architecture
import Mapping
import Quantities

/// What a stage, a layer or a whole run did.
package struct WorkSummary: Sendable {
    package let name: String
    package let iterations: Int
    /// Of a stage: from the end of the stage before to its own. Of a layer: the array's cycles booked to it.
    package let cycles: Cycles
    package let account: OperationAccount
    /// What no schedule can go below; not known for a single layer.
    package let bounds: LowerBounds.Counts?
    /// The share of the array's peak INT8 rate that was reached in the array's cycles that are booked to it, from 0 to 1;
    /// above 1 only for operands that the array multiplies faster than INT8.
    package let arrayUtilization: Double
    package let boundBy: Resource
    /// Useful bytes over the memory's peak rate.
    package let memoryCycles: Cycles

    /// What a stage spends most of its work on.
    package enum Resource: String, Sendable {
        case array
        /// Moving stationary operands into the array, while no rows stream.
        case stationaryLoad = "stationary-load"
        case memory
        case vector
    }

    init(
        name: String, iterations: Int, cycles: Cycles, account: OperationAccount, bounds: LowerBounds.Counts?,
        machine: AcceleratorSpec
    ) {
        self.name = name
        self.iterations = iterations
        self.cycles = cycles
        self.account = account
        self.bounds = bounds
        let peak = Double(machine.array.rows) * Double(machine.array.columns)
        let booked = account.array.total.count
        arrayUtilization = booked == 0 ? 0 : Double(account.macs.count) / (peak * Double(booked))
        memoryCycles =
            machine.availableBandwidth.cyclesIfRepresentable(for: account.useful, at: machine.clock) ?? cycles
        boundBy = Self.resource(account, memoryCycles)
    }

    /// The largest of the cycles that the roofs of array, memory and vector unit ask for.
    package var rooflineCycles: Cycles {
        max(memoryCycles, bounds?.array ?? .zero, bounds?.vector ?? .zero)
    }

    private static func resource(_ account: OperationAccount, _ memory: Cycles) -> Resource {
        let work: [(resource: Resource, cycles: Cycles)] = [
            (.array, account.array.working), (.stationaryLoad, account.array.loadingStationary), (.memory, memory),
            (.vector, account.vector.working),
        ]
        return work.reduce(work[0]) { $1.cycles > $0.cycles ? $1 : $0 }.resource
    }
}

extension OperationAccount {
    /// Useful bytes over the HBM interface, both ways.
    package var useful: Bytes { read.total + written.total }
}
