import Quantities

/// How long a run takes, and how it follows the one before it: all that a chain of runs needs of each.
///
/// Time inside a run starts when its first row enters. `span` later the slot of its last row ends and the next run's
/// first row may enter, once its stationary operand is in place; `latency` after that the last result is out.
package struct ArrayPace: Sendable, Equatable {
    /// Cycles of the first stationary load, from its first row to the cycle in which a streamed row may enter.
    package let leadLoad: Cycles
    /// What `leadLoad`, with the fetch before it, delays on an idle array: 0 where the first load is hidden.
    package let coldLead: Cycles
    /// Cycles before the end of `span` at which the next run's first load may begin; negative where the registers are
    /// only free some cycles after it.
    package let lastBlock: Cycles
    /// Cycles of the first tile's slot: what the results of the run before it may drain under (output-stationary).
    package let firstBlock: Cycles
    /// Cycles that the last tile's results take to leave the elements under the next tile (output-stationary).
    package let drain: Cycles
    /// Idle cycles before the first row of a run that follows another.
    package let gap: Cycles

    /// Cycles from the first row entering to the end of the last row's slot.
    package let span: Cycles
    /// Cycles of `span` in which rows stream.
    package let working: Cycles
    /// Cycles of `span` in which no row streams because stationary operands, or stationary results, are moving.
    package let loadingStationary: Cycles
    /// Cycles from the end of the last row's slot to the last result leaving the array.
    package let latency: Cycles

    /// Cycles between the end of `previous`'s span and this run's first row, when all its operands are ready in time.
    ///
    /// Two runs back to back take `first.coldLead + first.span + second.lead(after: first) + second.span
    /// + second.latency`; this equals one register-level array that is given both sequences of tiles.
    package func lead(after previous: ArrayPace) -> Cycles {
        max(.zero, leadLoad - previous.lastBlock, previous.drain - firstBlock) + gap
    }

    /// When this run's first row enters.
    /// - Parameters:
    ///   - previous: the run before it and the time its span ends, or nil on an array that was never used.
    ///   - stationaryReady: when the first stationary tile is in the scratchpad.
    ///   - streamReady: when the first streamed row is.
    package func entry(
        after previous: (pace: ArrayPace, end: Cycles)?, stationaryReady: Cycles, streamReady: Cycles
    ) -> Cycles {
        guard let previous else { return max(stationaryReady + coldLead, streamReady) }
        let soonest = previous.end + lead(after: previous.pace)
        let loaded = max(stationaryReady, previous.end - previous.pace.lastBlock) + leadLoad
        return max(soonest, loaded + gap, streamReady)
    }
}
