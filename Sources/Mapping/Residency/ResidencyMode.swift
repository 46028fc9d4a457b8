import Quantities

/// What may stay on chip between its uses.
package enum ResidencyMode: String, CaseIterable, TextValue {
    /// Every tensor that crosses a layer boundary goes out to HBM and comes back; weights are streamed at every use.
    case layerByLayer = "layer-by-layer"
    /// Activations and K/V stay in SRAM while they fit; weights are streamed at every use.
    case resident
    /// As resident; in the SRAM that is left, those weights stay whose re-use saves most.
    case pinned
    /// As resident; the SRAM that is left is a cache of weights from which the least recently used go first.
    case lru
    /// As resident; the SRAM that is left keeps weights with their future known: the farthest next use goes first.
    case belady

    /// How weights are kept, if at all.
    var weightPolicy: WeightPolicy? {
        switch self {
        case .layerByLayer, .resident: nil
        case .pinned: .pinned
        case .lru: .leastRecentlyUsed
        case .belady: .farthestNextUse
        }
    }
}

/// Which weights stay when not all can.
enum WeightPolicy {
    /// A fixed choice for the whole run.
    case pinned
    case leastRecentlyUsed
    /// Belady's MIN (IBM Systems Journal 5, 1966): optimal for equal granules.
    case farthestNextUse
}
