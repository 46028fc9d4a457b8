import Quantities

/// Why a run was given up.
package enum SimulationError: Error, Equatable, CustomStringConvertible {
    /// The array cannot run a product.
    case array(operation: String, reason: String)
    /// The memory takes longer for a transfer than the simulator's clock counts.
    case transfer(operation: String, bytes: Bytes)
    /// The run takes longer than the simulator's clock counts.
    case tooLong(limit: Cycles)

    package var description: String {
        switch self {
        case .array(let operation, let reason):
            "\(operation): \(reason)"
        case .transfer(let operation, let bytes):
            "\(operation): a transfer of \(bytes.text) takes longer on this memory than the simulated clock counts; use a "
                + "faster memory, a slower clock or smaller tensors"
        case .tooLong(let limit):
            "the run takes more than \(limit.count) cycles, which is as far as the simulated clock counts; "
                + "use fewer iterations or a faster machine"
        }
    }

    /// Simulated time is bounded so that times in picoseconds, in parts of a cycle, and sums of a few of them, stay within
    /// 64 bits.
    static func timeLimit(at clock: Frequency) -> Cycles {
        let bound = TimeSpan(1_000_000_000_000_000_000)
        return min(TickClock.limit, bound.cyclesIfRepresentable(at: clock) ?? TickClock.limit)
    }
}
