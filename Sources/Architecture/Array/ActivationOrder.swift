import Quantities

/// When results meet the activation unit.
package enum ActivationOrder: String, CaseIterable, TextValue {
    /// On their way out: the unit only adds its own latency.
    case inline
    /// Afterwards: they are read back from the accumulators, one row per cycle.
    case afterwards
}
