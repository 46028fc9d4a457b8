import Quantities

extension BankedMemory {
    var firstBank: Int { visitedFirst.bank }
    var firstRow: Int { visitedFirst.row }

    /// Lists the last rows that the transfer leaves open, one per bank at most, in the order it comes to them.
    mutating func findVisits(_ shape: TransferShape) {
        visits.removeAll(keepingCapacity: true)
        visitedFirst = RegionVisit(bank: geometry.bank(shape.address), row: geometry.row(shape.address), done: 0)
        let first = shape.address >> geometry.regionShift
        let last = (shape.end - 1) >> geometry.regionShift
        let regions = last - first + 1
        let isSparse = shape.pitch >> geometry.regionShift > 0
        for region in max(first, last - geometry.banks + 1)...last {
            let address = region << geometry.regionShift
            if isSparse, region != first, region != last { continue }
            visits.append(
                RegionVisit(
                    bank: geometry.bank(address), row: geometry.row(address),
                    done: 4096 * (region - first + 1) / regions))
        }
    }
}
