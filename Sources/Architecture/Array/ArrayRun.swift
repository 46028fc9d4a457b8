import Quantities

/// What one product costs on the array: its time, in the terms needed to chain runs exactly, and its traffic.
///
/// Time inside a run starts when its first row enters. `span` later the slot of its last row ends and the next run's
/// first row may enter, once its stationary operand is in place; `latency` after that the last result is out.
package struct ArrayRun: Sendable, Equatable {
    /// Cycles of the first stationary load, from its first row to the cycle in which a streamed row may enter.
    package let leadLoad: Cycles
    /// What `leadLoad`, with the fetch before it, delays on an idle array: 0 where the first load is hidden.
    package let coldLead: Cycles
    /// Whether the first load may proceed under the run before it.
    package let leadOverlaps: Bool
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
    /// Cycles from there until the last result has passed the activation unit; 0 without activation.
    package let activation: Cycles

    /// Stationary tiles, counted as often as they are loaded.
    package let tiles: Int
    package let macs: MACs
    package let traffic: ArrayTraffic
    /// Places of the array that hold an operand or a sum, added up over one pass of tiles, and all places.
    package let occupiedPlaces: Int
    package let places: Int
    /// Multiply-accumulates per cycle when every element works.
    let peakRate: Ratio
    let elements: Int

    /// Cycles of the run alone on an idle array, operands on chip: first stationary row in to last result out.
    package var cycles: Cycles { coldLead + span + latency + activation }

    /// Cycles of `span` in which nothing moves: dispatch, settling, blocks filled up to their shortest length.
    package var gaps: Cycles { span - working - loadingStationary }

    /// The share of the array's places that tiles fill: SCALE-Sim's mapping efficiency, from 0 to 1.
    package var mappingEfficiency: Double { Double(occupiedPlaces) / Double(places) }

    /// The share of the array's peak that the run reaches when it is alone, from 0 to 1.
    package var utilization: Double {
        Double(macs.count) * Double(peakRate.denominator)
            / (Double(cycles.count) * Double(elements) * Double(peakRate.numerator))
    }

    /// Cycles between the end of `previous`'s span and this run's first row, when all its operands are ready in time.
    ///
    /// Two runs back to back take `first.coldLead + first.span + second.lead(after: first) + second.span
    /// + second.latency`; this equals one register-level array that is given both sequences of tiles.
    package func lead(after previous: ArrayRun) -> Cycles {
        max(.zero, leadLoad - previous.lastBlock, previous.drain - firstBlock) + gap
    }

    /// When this run's first row enters.
    /// - Parameters:
    ///   - previous: the run before it and the time its span ends, or nil on an array that was never used.
    ///   - stationaryReady: when the first stationary tile is in the scratchpad.
    ///   - streamReady: when the first streamed row is.
    package func entry(
        after previous: (run: ArrayRun, end: Cycles)?, stationaryReady: Cycles, streamReady: Cycles
    ) -> Cycles {
        guard let previous else { return max(stationaryReady + coldLead, streamReady) }
        let soonest = previous.end + lead(after: previous.run)
        let loaded = max(stationaryReady, previous.end - previous.run.lastBlock) + leadLoad
        return max(soonest, loaded + gap, streamReady)
    }
}
