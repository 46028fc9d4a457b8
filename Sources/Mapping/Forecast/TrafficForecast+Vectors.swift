import Architecture
import OperatorTrace
import Quantities

extension TrafficForecast {
    mutating func countVector(_ operation: VectorOperation, at step: Int) throws(MappingError) {
        switch operation.kind {
        case .embeddingLookup: try countLookup(operation, at: step)
        case .concatenate: try countConcatenation(operation, at: step)
        default: try countElementwise(operation, at: step)
        }
    }

    private mutating func countLookup(_ operation: VectorOperation, at step: Int) throws(MappingError) {
        let table = index[index.storage(of: operation.parameters[0])]
        let output = index.whole(index.storage(of: operation.output))
        let rows = try rowBlocks(output.rows.count, columns: output.columns.count, streams: [output.storage], step)
        guard isInLimit(rows.count, times: 1) else { return }
        count(table.bytes(ofElements: table.columns).count * output.rows.count, isSpill: false)
        countResult(output.storage, width: output.width, rows, columns: output.columns.count, at: step)
    }

    private mutating func countConcatenation(_ operation: VectorOperation, at step: Int) throws(MappingError) {
        let output = index.whole(index.storage(of: operation.output))
        let joinsRows = index.joinsRows(operation)
        for input in operation.inputs {
            let tensor = index.tensor(input)
            let id = index.storage(of: input)
            let height = joinsRows ? tensor.rows : output.rows.count
            let columns = joinsRows ? output.columns.count : tensor.columns
            let rows = try rowBlocks(height, columns: columns, streams: [id, output.storage], step)
            guard isInLimit(rows.count, times: 1) else { return }
            let repeats = tensor.rows != height
            if !holds(id) {
                let source = repeats ? cuts(of: tensor.rows, by: tensor.rows) : rows
                let once = bytes(of: id, width: tensor.columns, source, cuts(of: tensor.columns, by: tensor.columns))
                countReads(of: id, first: once, again: repeats ? once * (rows.count - 1) : 0, at: step)
                recordInputs(id, tensor, rows, repeats: repeats, at: step)
            }
            countResult(output.storage, width: output.width, rows, columns: columns, at: step)
        }
    }

    /// Records an input of a concatenation that is weights.
    private mutating func recordInputs(
        _ id: StorageID, _ tensor: TensorFacts, _ rows: Cuts, repeats: Bool, at step: Int
    ) {
        guard recordsWeights[step], tensor.kind == .weight else { return }
        for (number, part) in rows.enumerated() {
            let region = Region(
                storage: id, rows: repeats ? 0..<tensor.rows : part, columns: 0..<tensor.columns,
                width: tensor.columns)
            record(Regions(region), at: step, isReread: repeats && number > 0)
        }
    }

    private mutating func countElementwise(_ operation: VectorOperation, at step: Int) throws(MappingError) {
        let tensor = index.tensor(operation.output)
        let output = index.storage(of: operation.output)
        let repeated = operation.inputs.filter {
            index.tensor($0).elements < tensor.elements && !holds(index.storage(of: $0))
        }
        let reserved = countParameters(operation.parameters + repeated, at: step)
        let streamed = operation.inputs.filter { !repeated.contains($0) }
        let streams = streamed.map(index.storage)
        let rows = try rowBlocks(tensor.rows, columns: tensor.columns, streams: streams + [output], step, reserved)
        guard isInLimit(rows.count, times: 1) else { return }
        for (place, id) in streams.enumerated() where !holds(id) {
            let once = bytes(of: id, width: tensor.columns, rows, cuts(of: tensor.columns, by: tensor.columns))
            let isRepeated = streams[..<place].contains(id)
            countReads(of: id, first: isRepeated ? 0 : once, again: isRepeated ? once : 0, at: step)
        }
        countResult(output, width: tensor.columns, rows, columns: tensor.columns, at: step)
        guard recordsWeights[step], streams.contains(where: { index[$0].kind == .weight }) else { return }
        for part in rows {
            let regions = streamed.map { index.region(of: $0, for: (part, 0..<tensor.columns), of: tensor) }
            record(Regions(regions), at: step, isReread: false)
        }
    }

    /// Counts a result that goes to HBM.
    private mutating func countResult(_ id: StorageID, width: Int, _ rows: Cuts, columns: Int, at step: Int) {
        guard !holds(id) else { return }
        countWrites(to: id, bytes(of: id, width: width, rows, cuts(of: columns, by: columns)), at: step)
    }

    private func rowBlocks(
        _ rows: Int, columns: Int, streams: [StorageID], _ step: Int, _ reserved: Space = .none
    ) throws(MappingError) -> Cuts {
        let size = try tilings.rowsPerTile(columns: columns, streams: streams, at: step, reserved: reserved) {
            held[$0.index]
        }
        return cuts(of: rows, by: size)
    }
}
