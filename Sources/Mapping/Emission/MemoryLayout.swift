import Architecture
import Quantities

/// Where every storage lies in HBM: one after the other, each on a boundary of its own; weights as the machine wants
/// them, all else row by row.
struct MemoryLayout {
    /// Tensors start on a DRAM page, so that no two share one. 2 KiB is the largest page of the modelled HBM devices.
    static let alignment = 2048

    private(set) var addresses: [Int] = []
    /// Where partial sums go that have no room in the accumulators: behind all storages.
    private(set) var sums = 0
    private let weights: WeightLayout

    init(_ storages: [Storage], weights: WeightLayout) {
        self.weights = weights
        var next = 0
        for storage in storages {
            addresses.append(next)
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

    /// The transfer of a rectangle of a storage. A rectangle of whole rows is one row.
    @inline(__always)
    func transfer(of region: Region, in storage: Storage, trafficClass: TrafficClass) -> Transfer {
        let bits = storage.elementType.bits
        let address =
            addresses[region.storage.index]
            + (region.rows.lowerBound * region.width + region.columns.lowerBound) * bits / 8
        let isWhole = region.columns.count == region.width
        if !isWhole, storage.kind == .weight, weights == .tiled { return tile(region, in: storage, trafficClass) }
        let rowElements = isWhole ? region.rows.count * region.columns.count : region.columns.count
        let rowBytes = storage.bytes(ofElements: rowElements).count
        return Transfer(
            address: address, rows: isWhole ? 1 : region.rows.count, rowBytes: rowBytes,
            pitch: isWhole ? rowBytes : storage.bytes(ofElements: region.width).count,
            tensor: Int32(region.storage.index), trafficClass: trafficClass)
    }

    /// Bytes that the transfer of a rectangle moves.
    @inline(__always)
    func bytes(of region: Region, in storage: Storage) -> Int {
        transfer(of: region, in: storage, trafficClass: .weights).bytes.count
    }

    /// A tile in one piece: behind the tiles of the columns before it and, among its own columns', of the rows before it.
    private func tile(_ region: Region, in storage: Storage, _ trafficClass: TrafficClass) -> Transfer {
        let matrixRows = storage.rows * storage.columns / region.width
        let before =
            region.columns.lowerBound * matrixRows + region.rows.lowerBound * region.columns.count
        let bytes = storage.bytes(ofElements: region.rows.count * region.columns.count).count
        return Transfer(
            address: addresses[region.storage.index] + before * storage.elementType.bits / 8, rows: 1, rowBytes: bytes,
            pitch: bytes, tensor: Int32(region.storage.index), trafficClass: trafficClass)
    }

    /// The transfer of some of `count` rows gathered from a table. Which rows of the table these are is known only at
    /// run time; they are taken to lie evenly.
    func gather(_ rows: Range<Int>, of count: Int, from table: StorageID, in storage: Storage) -> Transfer {
        let rowBytes = storage.bytes(ofElements: storage.columns).count
        let pitch = max(1, storage.rows / count) * rowBytes
        return Transfer(
            address: addresses[table.index] + rows.lowerBound * pitch, rows: rows.count, rowBytes: rowBytes,
            pitch: pitch, tensor: Int32(table.index), trafficClass: storage.trafficClass)
    }
}
