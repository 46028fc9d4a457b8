import Quantities

/// What happens at the matrix's edges, where a tile does not fill the array.
package enum EdgeTiles: String, CaseIterable, TextValue {
    /// Only the rows that the tile uses are loaded, or drained.
    case used
    /// The tile is filled up with zeros: every load, and every drain, moves all rows of the array.
    case padded
}
