import Quantities

/// What the mapper would choose, set by hand: how weights lie in HBM, and how matrix products are tiled.
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
