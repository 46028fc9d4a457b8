import Architecture
import OperatorTrace

extension TraceIndex {
    /// The class of a first read: the mode asks for it if the layer has not touched the storage before.
    func readClass(of id: StorageID, at step: Int) -> TrafficClass {
        if self[id].isParameter { return .weights }
        let layer = steps[step].layer
        let firstTouch = self[id].touches.first { steps[$0.step].layer == layer }
        return firstTouch?.step == step && firstTouch?.isWrite == false ? self[id].trafficClass : .spills
    }

    /// The class of a write: the mode asks for it if anything outside the layer wants the storage.
    func writeClass(of id: StorageID, at step: Int) -> TrafficClass {
        let layer = steps[step].layer
        let isWanted =
            self[id].kind == .output || self[id].touches.contains { steps[$0.step].layer != layer }
            || isCarried(id)
        return isWanted ? self[id].trafficClass : .spills
    }

    /// What a part of an output needs of an input: the same rows; of a shorter input, those that are repeated there; of
    /// one in another shape, as many elements from the same place on.
    func region(
        of input: TensorID, for part: (rows: Range<Int>, columns: Range<Int>), of output: TensorFacts
    ) -> Region {
        let id = storage(of: input)
        let columns = tensor(input).columns
        guard columns != output.columns else {
            return Region(
                storage: id, rows: part.rows.wrapped(at: tensor(input).rows), columns: part.columns, width: columns)
        }
        let elements = part.rows.lowerBound * output.columns..<part.rows.upperBound * output.columns
        return Region(storage: id, rows: 0..<1, columns: elements, width: tensor(input).elements)
    }
}

extension Range<Int> {
    /// The rows of a table of `count` rows that rows of a longer tensor meet when the table is repeated below itself.
    fileprivate func wrapped(at count: Int) -> Range<Int> {
        guard upperBound > count else { return self }
        let first = lowerBound % count
        return first + self.count <= count ? first..<first + self.count : 0..<count
    }
}
