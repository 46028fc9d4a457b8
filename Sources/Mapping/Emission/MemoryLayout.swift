import Architecture
import Quantities

/// Where every storage lies in HBM: one after the other, each on a boundary of its own; weights as the machine wants
/// them, all else row by row.
struct MemoryLayout {
    /// Tensors start on a DRAM page, so that no two share one. 2 KiB is the largest page of the modelled HBM devices.
    static let alignment = 2048

    /// By storage.
    private(set) var places: [Place] = []
    /// Where partial sums go that have no room in the accumulators: behind all storages.
    private(set) var sums = 0
    private let weights: WeightLayout

    /// Where a storage lies, and all that its transfers depend on.
    struct Place {
        var address: Int
        var rows: Int
        var columns: Int
        /// Bits of an element.
        var bits: Int
        var isWeight: Bool
        var trafficClass: TrafficClass

        func bytes(ofElements count: Int) -> Int { (count * bits + 7) / 8 }
    }

    subscript(id: StorageID) -> Place { places[id.index] }

    init(_ storages: [Storage], weights: WeightLayout) {
        self.weights = weights
        var next = 0
        for storage in storages {
            places.append(
                Place(
                    address: next, rows: storage.rows, columns: storage.columns, bits: storage.elementType.bits,
                    isWeight: storage.kind == .weight, trafficClass: storage.trafficClass))
            let size = storage.bytes.count * storage.slices
            next += (size + Self.alignment - 1) / Self.alignment * Self.alignment
        }
        sums = next
    }

    /// The transfer of a tile's partial sums; they lie as the results will, `width` to a row, four bytes each.
    func sums(rows: Range<Int>, columns: Range<Int>, width: Int, of storage: StorageID) -> Transfer {
        let bytes = ArraySpec.partialSumBytes
        return Transfer(
            address: sums + (rows.lowerBound * width + columns.lowerBound) * bytes, rows: rows.count,
            rowBytes: columns.count * bytes, pitch: width * bytes, tensor: Int32(storage.index),
            trafficClass: .spills)
    }

    /// What makes transfers of storages those of others of the same shapes. Partial sums lie behind all storages,
    /// whichever they belong to.
    func moves(from olds: [StorageID], to news: [StorageID]) -> TensorMoves {
        let moves = zip(olds, news).lazy.filter { $0 != $1 }.map { old, new in
            TensorMoves.TensorMove(
                old: old.index, new: new.index, distance: self[new].address - self[old].address)
        }
        return TensorMoves(Array(moves), end: sums)
    }

    /// The transfer of a rectangle of a storage. A rectangle of whole rows is one row.
    func transfer(of region: Region, as trafficClass: TrafficClass) -> Transfer {
        let place = self[region.storage]
        let isWhole = region.columns.count == region.width
        if !isWhole, place.isWeight, weights == .tiled { return tile(region, as: trafficClass) }
        let first = region.rows.lowerBound * region.width + region.columns.lowerBound
        let rowElements = isWhole ? region.rows.count * region.columns.count : region.columns.count
        let rowBytes = place.bytes(ofElements: rowElements)
        return Transfer(
            address: place.address + first * place.bits / 8, rows: isWhole ? 1 : region.rows.count,
            rowBytes: rowBytes, pitch: isWhole ? rowBytes : place.bytes(ofElements: region.width),
            tensor: Int32(region.storage.index), trafficClass: trafficClass)
    }

    /// Bytes that the transfer of a rectangle moves.
    func bytes(of region: Region) -> Int { transfer(of: region, as: .weights).bytes.count }

    /// A tile in one piece: behind the tiles of the columns before it and, among its own columns', of the rows before it.
    private func tile(_ region: Region, as trafficClass: TrafficClass) -> Transfer {
        let place = self[region.storage]
        let matrixRows = place.rows * place.columns / region.width
        let before =
            region.columns.lowerBound * matrixRows + region.rows.lowerBound * region.columns.count
        let bytes = place.bytes(ofElements: region.rows.count * region.columns.count)
        return Transfer(
            address: place.address + before * place.bits / 8, rows: 1, rowBytes: bytes, pitch: bytes,
            tensor: Int32(region.storage.index), trafficClass: trafficClass)
    }

    /// The transfer of some of `count` rows gathered from a table. Which rows of the table these are is known only at
    /// run time; they are taken to lie evenly.
    func gather(_ rows: Range<Int>, of count: Int, from table: StorageID) -> Transfer {
        let place = self[table]
        let rowBytes = place.bytes(ofElements: place.columns)
        let pitch = max(1, place.rows / count) * rowBytes
        return Transfer(
            address: place.address + rows.lowerBound * pitch, rows: rows.count, rowBytes: rowBytes,
            pitch: pitch, tensor: Int32(table.index), trafficClass: place.trafficClass)
    }
}
