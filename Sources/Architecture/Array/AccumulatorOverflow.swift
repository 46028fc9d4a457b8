import Quantities

/// What happens when the partial sums of one column of tiles do not fit into the accumulators.
package enum AccumulatorOverflow: String, CaseIterable, TextValue {
    /// The stream is cut into as many rows as fit; each pass loads the stationary operand again.
    case split
    /// Partial sums go to the scratchpad and come back for every tile of k.
    case spill
}
