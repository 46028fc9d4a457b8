import Architecture

/// Weights in the pieces in which they are loaded, and when each piece is used: what a weight cache works on.
struct WeightTrace: Equatable {
    /// Pieces, each a rectangle of a tensor.
    private(set) var tiles: [WeightTile] = []
    /// The uses of one iteration of each stage, in program order.
    private(set) var uses: [[Use]]
    private var places: [WeightTile: Int] = [:]

    struct Use: Equatable {
        var tile: Int
        var step: Int
        /// True if the step, or another head of it, has read the piece before.
        var isReread: Bool
    }

    init(stages: Int) { uses = Array(repeating: [], count: stages) }

    /// - Parameter isOnly: nothing else in the trace uses the piece.
    mutating func record(_ tile: WeightTile, step: Int, stage: Int, isReread: Bool, isOnly: Bool = false) {
        if isOnly { tiles.append(tile) }
        let place = isOnly ? tiles.count - 1 : place(of: tile)
        uses[stage].append(Use(tile: place, step: step, isReread: isReread))
    }

    /// Bytes that are read again in some inferences.
    func rereadBytes(_ index: TraceIndex, _ inferences: Int) -> Int {
        uses.enumerated().reduce(0) { sum, stage in
            let once = stage.element.reduce(0) { $0 + ($1.isReread ? tiles[$1.tile].bytes : 0) }
            return sum + once * index.iterations(ofStage: stage.offset) * inferences
        }
    }

    private mutating func place(of tile: WeightTile) -> Int {
        if let known = places[tile] { return known }
        places[tile] = tiles.count
        tiles.append(tile)
        return tiles.count - 1
    }
}

/// A rectangle of a weight tensor that is loaded at once.
struct WeightTile: Hashable {
    var tensor: Int32
    var address: Int
    var rows: Int
    var rowBytes: Int

    init(_ transfer: Transfer) {
        tensor = transfer.tensor
        address = transfer.address
        rows = transfer.rows
        rowBytes = transfer.rowBytes
    }

    /// Few tiles differ in nothing but their extents.
    func hash(into hasher: inout Hasher) { hasher.combine(address) }

    var bytes: Int { rows * rowBytes }

    /// Granules that keep all of it; the last may be partly used.
    var granules: Int { (bytes + Space.granule.count - 1) / Space.granule.count }

    /// Bytes that some granules keep.
    func bytes(inGranules count: Int) -> Int { min(bytes, count * Space.granule.count) }
}
