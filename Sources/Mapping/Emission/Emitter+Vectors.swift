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
            let region = Region(
                storage: output.storage, rows: rows, columns: output.columns, width: output.width)
            let room = resultSpace(region)
            let gather = layout.gather(rows, of: output.rows.count, from: table)
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
                columns: joinsRows ? output.columns : along, width: output.width)
            let source = Region(
                storage: index.storage(of: input), rows: 0..<tensor.rows, columns: 0..<tensor.columns,
                width: tensor.columns)
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
            let from = Region(
                storage: source.storage, rows: rows, columns: source.columns, width: source.width)
            let into = Region(
                storage: target.storage, rows: part.shifted(by: target.rows.lowerBound), columns: target.columns,
                width: target.width)
            try compute(
                .concatenate, inputs: Regions(from), parameters: Tile(), into: into, isReread: repeats && number > 0,
                step: step, iteration)
        }
    }

    /// An operator whose inputs and output have the same rows; an input with fewer is used again and again, and loaded
    /// whole where it is not held.
    private mutating func emitElementwise(
        _ operation: VectorOperation, at step: Int, _ iteration: Iteration
    ) throws(MappingError) {
        let tensor = index.tensor(operation.output)
        let repeated = operation.inputs.filter {
            index.tensor($0).elements < tensor.elements && !holds(index.storage(of: $0))
        }
        let parameters = try loadParameters(operation.parameters + repeated, step: step)
        let parameterBits = (operation.parameters + repeated).reduce(0) { $0 + index.tensor($1).elementType.bits }
        let streamed = operation.inputs.filter { !repeated.contains($0) }
        for part in try regions(of: operation, streamed, tensor, step: step, reserved: parameters.room) {
            let inputs = Regions(streamed.lazy.map { [index] in index.region(of: $0, for: part, of: tensor) })
            let output = Region(
                storage: index.storage(of: operation.output), rows: part.rows, columns: part.columns,
                width: tensor.columns)
            try compute(
                VectorFunction(operation.kind), inputs: inputs, parameters: parameters,
                parameterBits: parameterBits, into: output, isReread: false, step: step, iteration)
        }
        let last = Dependencies(builder.last(of: .vector))
        try retire(parameters, after: last, step: step)
    }

    /// One vector command, with the loads and the store of what is not held. `parameterBits` are read once for each
    /// element of the output.
    private mutating func compute(
        _ function: VectorFunction, inputs: Regions, parameters: Tile, parameterBits: Int = 0,
        into output: Region, isReread: Bool, step: Int, _ iteration: Iteration
    ) throws(MappingError) {
        var tile = try loadTile(inputs, step: step, isReread: isReread)
        let room = resultSpace(output)
        let work = VectorWork(
            function: function, rows: output.rows.count, columns: output.columns.count,
            inputs: inputs.reduce(Bytes.zero) { $0 + bytes(of: $1) },
            parameters: Bytes((output.rows.count * output.columns.count * parameterBits + 7) / 8),
            outputs: bytes(of: output))
        let marker = try append(
            .vector(work), to: .vector, step: step, after: tile.ready.union(parameters.ready), allocates: room,
            releases: tile.space)
        use(inputs, by: marker)
        tile.space = .none
        try retire(tile, after: Dependencies(marker), step: step)
        try finish(output, tile: room, producer: marker, step: step, iteration)
    }

    private func bytes(of region: Region) -> Bytes {
        Bytes(layout[region.storage].bytes(ofElements: region.rows.count * region.columns.count))
    }

    /// The rectangles in which an operator goes over its data: those in which its input arrives where it may, so that
    /// it starts while the array is still at the next; else blocks of rows.
    private func regions(
        of operation: VectorOperation, _ streamed: [TensorID], _ tensor: TensorFacts, step: Int, reserved: Space
    ) throws(MappingError) -> [(rows: Range<Int>, columns: Range<Int>)] {
        let all = streamed.map(index.storage) + [index.storage(of: operation.output)]
        let areHeld = all.allSatisfy { holds($0) }
        if areHeld, !operation.kind.needsWholeRows, let pieces = arrivingPieces(operation, tensor) { return pieces }
        let rowsAtATime = try rowsPerTile(columns: tensor.columns, streams: all, step: step, reserved: reserved)
        let parts = cuts(of: tensor.rows, by: rowsAtATime)
        // Each becomes a command at least: more than a program may have are not worth listing.
        guard parts.count <= ProgramBuilder.commandLimit else {
            throw .tooManyCommands(
                operation: index.path(of: step), limit: ProgramBuilder.commandLimit,
                cause: LongProgramCause(machine))
        }
        return parts.map { ($0, 0..<tensor.columns) }
    }

    /// The pieces of the input that arrives last, if they cover the output.
    private func arrivingPieces(
        _ operation: VectorOperation, _ tensor: TensorFacts
    ) -> [(rows: Range<Int>, columns: Range<Int>)]? {
        let candidates = operation.inputs.filter {
            let storage = index[index.storage(of: $0)]
            return (storage.rows, storage.columns) == (tensor.rows, tensor.columns)
        }
        let pieces = candidates.compactMap { state.held[index.storage(of: $0).index]?.pieces }
        guard let finest = pieces.max(by: { $0.count < $1.count }), finest.count > 1 else { return nil }
        let covered = finest.reduce(0) { $0 + $1.rows.count * $1.columns.count }
        guard covered == tensor.elements,
            finest.allSatisfy({ $0.rows.upperBound <= tensor.rows && $0.columns.upperBound <= tensor.columns })
        else { return nil }
        return finest.map { ($0.rows, $0.columns) }
    }

    private func rowsPerTile(
        columns: Int, streams: [StorageID], step: Int, reserved: Space = .none
    ) throws(MappingError) -> Int {
        try tilings.rowsPerTile(columns: columns, streams: streams, at: step, reserved: reserved) { holds($0) }
    }
}
