import Quantities

extension BankedMemory {
    var firstBank: Int { visitedFirst.bank }
    var firstRow: Int { visitedFirst.row }

    /// Lists the last rows that the transfer leaves open, one per bank at most, in the order it comes to them, and counts
    /// those it must open.
    mutating func findVisits(_ shape: TransferShape, isWrite: Bool) {
        visitedFirst = RegionVisit(bank: geometry.bank(shape.address), row: geometry.row(shape.address), done: 0)
        let first = shape.address &>> geometry.regionShift
        let last = (shape.end - 1) &>> geometry.regionShift
        let isSparse = shape.pitch &>> geometry.regionShift > 0
        regions = isSparse ? shape.rows : last - first + 1
        newRows = regions
        var count = 0
        for region in max(first, last - geometry.banks + 1)...last {
            if isSparse, region != first, region != last { continue }
            let address = region &<< geometry.regionShift
            let visit = RegionVisit(
                bank: geometry.bank(address), row: geometry.row(address),
                done: region == last ? 4096 : 4096 * (region - first + 1) / (last - first + 1))
            parts.visits[count] = visit
            count += 1
            // A row is still open if nothing in this transfer has come to its bank before.
            if region - first < geometry.banks, isOpen(visit, isWrite: isWrite) { newRows -= 1 }
        }
        visitCount = count
    }

    /// Whether the row is open, as the first lane of the transfer has it.
    @inline(__always)
    private func isOpen(_ visit: RegionVisit, isWrite: Bool) -> Bool {
        openRows(isWrite: isWrite).isOpen(lane: load.firstLane, bank: visit.bank, row: visit.row)
    }
}
