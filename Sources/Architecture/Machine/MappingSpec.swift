import Quantities

/// What the mapper would choose, set by hand.
///
/// Products inside an attention block, whose scores never leave the chip, keep the block's own tiling.
package struct MappingSpec: Equatable, Sendable {
    /// How weights lie in HBM.
    package var weightLayout = WeightLayout.tiled
    package var tile = TileExtents()
    package var loopOrder = LoopNest.automatic
    /// Whether a tile is loaded again by every iteration, even where the iteration before has just used it.
    package var reloadsTiles = false

    package init() {}

    package static let settings: [Setting<MappingSpec>] = [
        Setting("weightLayout", \.weightLayout, "how weights lie in HBM"),
        Setting("tile.m", \.tile.m, "rows of results in an SRAM tile; 0: the mapper chooses"),
        Setting("tile.k", \.tile.k, "depth of an SRAM tile; 0: the mapper chooses"),
        Setting("tile.n", \.tile.n, "columns of results in an SRAM tile; 0: the mapper chooses"),
        Setting("loopOrder", \.loopOrder, "loops over SRAM tiles, outermost first"),
        Setting("reloadsTiles", \.reloadsTiles, "load a tile again even if the last iteration used it"),
    ]

    /// True if the mapper may choose all tilings.
    package var isAutomatic: Bool { tile == TileExtents() && loopOrder == .automatic && !reloadsTiles }

    func validate() throws(AcceleratorError) {
        for (name, extent) in [("m", tile.m), ("k", tile.k), ("n", tile.n)] {
            guard (0...TileExtents.limit).contains(extent) else {
                throw .outOfRange(
                    key: "mapping.tile." + name, found: String(extent),
                    expected: "0 (the mapper chooses) to \(TileExtents.limit)")
            }
        }
    }
}

/// Extents of an SRAM tile of a product C (m x n) = A (m x k) * B (k x n); 0 leaves one to the mapper.
package struct TileExtents: Equatable, Sendable {
    /// No extent of a tensor is larger.
    static let limit = 1 << 40

    package var m = 0
    package var k = 0
    package var n = 0

    package init(m: Int = 0, k: Int = 0, n: Int = 0) {
        self.m = m
        self.k = k
        self.n = n
    }
}

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
