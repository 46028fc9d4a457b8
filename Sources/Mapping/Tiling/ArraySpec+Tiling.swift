import Architecture

extension ArraySpec {
    /// The part of a product that one tile of the array covers; 1 along the dimension that streams.
    var tileUnit: (m: Int, k: Int, n: Int) {
        switch dataflow {
        case .weightStationary: (1, rows, columns)
        case .outputStationary: (rows, 1, columns)
        case .inputStationary: (columns, rows, 1)
        }
    }

    /// Whether the sums of a tile of results can wait in the accumulators for a later part of k.
    func holdsPartialSums(rows resultRows: Int, columns resultColumns: Int) -> Bool {
        let sums = accumulators.count / (columns * Self.partialSumBytes)
        switch dataflow {
        case .weightStationary, .outputStationary: return resultRows * tiles(resultColumns, columns) <= sums
        case .inputStationary: return resultColumns * tiles(resultRows, columns) <= sums
        }
    }
}
