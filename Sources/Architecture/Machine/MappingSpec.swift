import Quantities

/// What the mapper would choose, set by hand.
package struct MappingSpec: Equatable, Sendable {
    /// How weights lie in HBM.
    package var weightLayout = WeightLayout.tiled

    package init() {}

    package static let settings: [Setting<MappingSpec>] = [
        Setting("weightLayout", \.weightLayout, "how weights lie in HBM")
    ]
}

/// The order of a weight matrix's elements in HBM.
///
/// Weights do not change, so whoever deploys a model can store them in the order in which the machine loads them.
package enum WeightLayout: String, CaseIterable, TextValue {
    /// Tile after tile, each in one piece: a load is one run of bytes.
    case tiled
    /// Row after row: the load of a tile is as many pieces as it has rows, one matrix row apart.
    case rowMajor = "row-major"
}
