/// How a product is cut into stationary tiles: `rowTiles * columnTiles` of them, each of which meets a stream.
///
/// Order of tiles, outermost first (a tile's stream is innermost):
/// - weight- and input-stationary: batch, pass of the stream, column tile, row tile (k);
/// - output-stationary: batch, row tile, column tile.
struct TileGrid {
    /// Elements of the matrix that stays, in array places: `stationaryRows x stationaryColumns`.
    let stationaryRows: Int
    let stationaryColumns: Int
    /// Streamed rows per batch.
    let stream: Int
    let rowTiles: Int
    let columnTiles: Int
    /// Rows used by the last row tile.
    let edgeRows: Int

    init(_ product: ProductShape, stepsPerElement: Int, on spec: ArraySpec, _ count: inout CheckedCount) {
        let steps = count.tiles(of: stepsPerElement, in: product.k)
        switch spec.dataflow {
        case .weightStationary: (stationaryRows, stationaryColumns, stream) = (steps, product.n, product.m)
        case .inputStationary: (stationaryRows, stationaryColumns, stream) = (steps, product.m, product.n)
        case .outputStationary: (stationaryRows, stationaryColumns, stream) = (product.m, product.n, steps)
        }
        rowTiles = count.tiles(of: spec.rows, in: stationaryRows)
        columnTiles = count.tiles(of: spec.columns, in: stationaryColumns)
        edgeRows = stationaryRows - (rowTiles - 1) * spec.rows
    }
}
