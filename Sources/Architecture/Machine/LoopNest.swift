import Quantities

/// The loops over SRAM tiles of a matrix product, outermost first.
///
/// With k outside of m or n, a tile of results is visited several times; its partial sums wait in the accumulators
/// where they fit, and otherwise go out to HBM and come back.
package enum LoopNest: String, CaseIterable, TextValue {
    case automatic = "auto"
    case mnk, mkn, nmk, nkm, kmn, knm

    /// The loops, outermost first; none if the mapper chooses.
    package var loops: [Loop] { self == .automatic ? [] : rawValue.compactMap { Loop(rawValue: String($0)) } }

    /// A loop over the tiles along one extent.
    package enum Loop: String, Sendable {
        case m, k, n
    }
}
