import Quantities

/// How finished sums leave an output-stationary array.
package enum ResultDrain: String, CaseIterable, TextValue {
    /// They shift down and out at the bottom, one row per cycle.
    case shifted
    /// Every element's sum is taken where it is, in the cycle in which it is finished.
    case inPlace = "in-place"
}
