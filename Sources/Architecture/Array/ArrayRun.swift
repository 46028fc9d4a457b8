import Quantities

/// What one product costs on the array: its time and its traffic.
package struct ArrayRun: Sendable, Equatable {
    /// Its time, in the terms needed to chain runs exactly.
    package let pace: ArrayPace
    /// Whether the first load may proceed under the run before it.
    package let leadOverlaps: Bool
    /// Cycles from the last result leaving the array until it has passed the activation unit; 0 without activation.
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

    /// See `ArrayPace`.
    package var coldLead: Cycles { pace.coldLead }
    package var span: Cycles { pace.span }
    package var working: Cycles { pace.working }
    package var loadingStationary: Cycles { pace.loadingStationary }
    package var latency: Cycles { pace.latency }

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
}
