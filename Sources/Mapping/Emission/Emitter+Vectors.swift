import Architecture
import OperatorTrace
import Quantities

extension Emitter {
    /// Elements per vector command where the data gives no other border: 256 cycles a pass of 256 lanes.
    static let preferredElements = 64 << 10

    mutating func emit(
        _ operation: VectorOperation, at step: Int, _ iteration: Iteration
    ) throws(MappingError) {
        switch operation.kind {
        case .embeddingLookup: try emitLookup(operation, at: step, iteration)
        case .concatenate: try emitConcatenation(operation, at: step, iteration)
        default: try emitElementwise(operation, at: step, iteration)
        }
    }

    /// Rows gathered from a table: the DMA engine's work alone.
    private mutating func emitLookup(
        _ operation: VectorOperation, at step: Int, _ iteration: Iteration
    ) throws(MappingError) {
        let table = index.storage(of: operation.parameters[0])
        let output = index.whole(index.storage(of: operation.output))
        let rowsAtATime = try rowsPerTile(columns: output.columns.count, streams: [output.storage], step: step)
        for rows in cuts(of: output.rows.count, by: rowsAtATime) {
            let region = Region(storage: output.storage, rows: rows, columns: output.columns)
            let room = resultSpace(region)
            let gather = layout.gather(rows, of: output.rows.count, from: table, in: index[table])
            let marker = try append(.transfer(gather), to: .fetch, step: step, after: Dependencies(), allocates: room)
            try finish(region, tile: room, producer: marker, step: step, iteration)
        }
    }

    /// Each input is copied to its place.
    private mutating func emitConcatenation(
        _ operation: VectorOperation, at step: Int, _ iteration: Iteration
    ) throws(MappingError) {
        let output = index.whole(index.storage(of: operation.output))
        let joinsRows = index.joinsRows(operation)
        var next = 0
        for input in operation.inputs {
            let tensor = index.tensor(input)
            let length = joinsRows ? tensor.rows : tensor.columns
            let along = next..<next + length
            next += length
            let target = Region(
                storage: output.storage, rows: joinsRows ? along : output.rows,
                columns: joinsRows ? output.columns : along)
            let source = Region(
                storage: index.storage(of: input), rows: 0..<tensor.rows, columns: 0..<tensor.columns)
            try copy(source, to: target, step: step, iteration)
        }
    }

    /// Copies one input of a concatenation, some rows at a time; a single row may be repeated.
    private mutating func copy(
        _ source: Region, to target: Region, step: Int, _ iteration: Iteration
    ) throws(MappingError) {
        let repeats = source.rows.count != target.rows.count
        let rowsAtATime = try rowsPerTile(
            columns: target.columns.count, streams: [source.storage, target.storage], step: step)
        for (number, part) in cuts(of: target.rows.count, by: rowsAtATime).enumerated() {
            let rows = repeats ? source.rows : part.shifted(by: source.rows.lowerBound)
            let from = Region(storage: source.storage, rows: rows, columns: source.columns)
            let into = Region(
                storage: target.storage, rows: part.shifted(by: target.rows.lowerBound), columns: target.columns)
            try compute(
                .concatenate, inputs: [from], parameters: Tile(), into: into, isReread: repeats && number > 0,
                step: step, iteration)
        }
    }

    /// An operator whose inputs and output have the same rows; an input with fewer is used again and again, and loaded
    /// whole where it is not held.
    private mutating func emitElementwise(
        _ operation: VectorOperation, at step: Int, _ iteration: Iteration
    ) throws(MappingError) {
        let tensor = index.tensor(operation.output)
        let repeated = operation.inputs.filter { index.tensor($0).rows < tensor.rows && !holds(index.storage(of: $0)) }
        let parameters = try loadParameters(operation.parameters + repeated, step: step)
        let streamed = operation.inputs.filter { !repeated.contains($0) }
        for part in try regions(of: operation, streamed, tensor, step: step, reserved: parameters.space) {
            let inputs = streamed.map { input in
                Region(
                    storage: index.storage(of: input), rows: part.rows.wrapped(at: index.tensor(input).rows),
                    columns: part.columns)
            }
            let output = Region(
                storage: index.storage(of: operation.output), rows: part.rows, columns: part.columns)
            try compute(
                VectorFunction(operation.kind), inputs: inputs, parameters: parameters, into: output,
                isReread: false, step: step, iteration)
        }
        let last = Dependencies(Marker(queue: .vector, count: builder.books.counts[CommandQueue.vector.rawValue]))
        try release(parameters.space, after: last, step: step)
    }

    /// One vector command, with the loads and the store of what is not held.
    private mutating func compute(
        _ function: VectorFunction, inputs: [Region], parameters: Tile, into output: Region, isReread: Bool,
        step: Int, _ iteration: Iteration
    ) throws(MappingError) {
        let tile = try loadTile(inputs, step: step, isReread: isReread)
        let room = resultSpace(output)
        let work = VectorWork(function: function, rows: output.rows.count, columns: output.columns.count)
        let marker = try append(
            .vector(work), to: .vector, step: step, after: tile.ready.union(parameters.ready), allocates: room,
            releases: tile.space)
        use(inputs, by: marker)
        try finish(output, tile: room, producer: marker, step: step, iteration)
    }

    /// The rectangles in which an operator goes over its data: those in which its input arrives where it may, so that
    /// it starts while the array is still at the next; else blocks of rows.
    private func regions(
        of operation: VectorOperation, _ streamed: [TensorID], _ tensor: Tensor, step: Int, reserved: Space
    ) throws(MappingError) -> [(rows: Range<Int>, columns: Range<Int>)] {
        let all = streamed.map(index.storage) + [index.storage(of: operation.output)]
        let areHeld = all.allSatisfy { holds($0) }
        if areHeld, !operation.kind.needsWholeRows, let pieces = arrivingPieces(operation, tensor) { return pieces }
        let rowsAtATime = try rowsPerTile(columns: tensor.columns, streams: all, step: step, reserved: reserved)
        return cuts(of: tensor.rows, by: rowsAtATime).map { ($0, 0..<tensor.columns) }
    }

    /// The pieces of the input that arrives last, if they cover the output.
    private func arrivingPieces(
        _ operation: VectorOperation, _ tensor: Tensor
    ) -> [(rows: Range<Int>, columns: Range<Int>)]? {
        let candidates = operation.inputs.filter { index.tensor($0).elements == tensor.elements }
        let pieces = candidates.compactMap { state.held[index.storage(of: $0).index]?.pieces }
        guard let finest = pieces.max(by: { $0.count < $1.count }), finest.count > 1 else { return nil }
        let covered = finest.reduce(0) { $0 + $1.rows.count * $1.columns.count }
        guard covered == tensor.elements,
            finest.allSatisfy({ $0.rows.upperBound <= tensor.rows && $0.columns.upperBound <= tensor.columns })
        else { return nil }
        return finest.map { ($0.rows, $0.columns) }
    }

    /// How many rows one command takes: the preferred number of elements, or what fits.
    private func rowsPerTile(
        columns: Int, streams: [StorageID], step: Int, reserved: Space = .none
    ) throws(MappingError) -> Int {
        let streamed = streams.filter { !holds($0) }
        var rows = max(1, Self.preferredElements / columns)
        let room = plan.reserve[step] - reserved
        while true {
            let need = streamed.reduce(Space.none) { sum, id in
                sum + Space(Bytes(index[id].bytes(ofElements: columns).count * rows), in: .scratchpad)
            }
            if need.fits(in: room) { return rows }
            guard rows > 1 else {
                throw .noTileFits(
                    operation: index.steps[step].path, least: (need + reserved).bytes, capacity: machine.sram.total)
            }
            rows /= 2
        }
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
