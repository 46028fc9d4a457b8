import Architecture
import OperatorTrace
import Quantities

extension TrafficForecast {
    mutating func countProduct(_ product: MatrixProduct, at step: Int) throws(MappingError) {
        let bias = countParameters(product.bias.map { [$0] } ?? [], at: step)
        let held = held
        let (tiling, demand, _) = try tilings.tiling(ofProductAt: step, beside: bias) { held[$0.index] }
        guard isInLimit(demand.commands(of: tiling), times: product.batch) else { return }
        let rows = cuts(of: product.m, by: tiling.m)
        let depths = cuts(of: product.k, by: tiling.k)
        let columns = cuts(of: product.n, by: tiling.n)
        let passes = demand.passes(of: tiling)
        let facts = index.product(at: step)
        let (a, b, output) = (facts.a, facts.b, facts.output.parts[0])
        countReads(a, step: step, passes: passes.a, heads: product.batch, sharing: 1, rows, depths)
        countReads(
            b, step: step, passes: passes.b, heads: product.batch, sharing: product.headsPerSharedB,
            product.transposesB ? columns : depths, product.transposesB ? depths : columns,
            isReadElsewhere: b.shares(with: a))
        count(tilings.search.spilledSumBytes(of: tiling, demand) * product.batch, isSpill: true)
        if !holds(output.storage) {
            countWrites(to: output.storage, bytes(of: output, rows, columns) * product.batch, at: step)
        }
        recordTiles(of: product, a: a, b: b, tiling, passesOverB: passes.b, at: step)
    }

    /// False if a step has too many commands for a program.
    mutating func isInLimit(_ commands: Int, times: Int) -> Bool {
        let (all, overflows) = commands.multipliedReportingOverflow(by: times)
        isTooLong = overflows || all > ProgramBuilder.commandLimit
        return !isTooLong
    }

    /// Counts the tiles of an operand.
    ///
    /// - Parameters:
    ///   - passes: how often each head reads its tiles.
    ///   - sharing: consecutive heads that read the same tiles.
    ///   - isReadElsewhere: whether the first pass reads what is read as another operand already.
    mutating func countReads(
        _ operand: Operand, step: Int, passes: Int, heads: Int, sharing: Int, _ rows: Cuts, _ columns: Cuts,
        isReadElsewhere: Bool = false
    ) {
        guard operand.parts.contains(where: { !holds($0.storage) }) else { return }
        if operand.parts.count == 1 {
            let part = operand.parts[0]
            let group = bytes(of: part, rows, columns) * (heads / sharing)
            let first = isReadElsewhere ? 0 : group
            return countReads(of: part.storage, first: first, again: group * sharing * passes - first, at: step)
        }
        let group = bytes(of: operand, heads: heads / sharing, rows, columns)
        for (place, part) in operand.parts.enumerated() where !holds(part.storage) {
            let isRepeated =
                isReadElsewhere || operand.parts[..<place].contains { $0.storage == part.storage }
            let all = group[place] * sharing * passes
            let first = isRepeated ? 0 : group[place]
            countReads(of: part.storage, first: first, again: all - first, at: step)
        }
    }

    /// Bytes of all tiles of an operand, each once for every head, by part.
    private func bytes(of operand: Operand, heads: Int, _ rows: Cuts, _ columns: Cuts) -> [Int] {
        // Cuts move no bytes where elements are whole bytes.
        let isWhole = operand.parts.allSatisfy { index[$0.storage].elementType.bits.isMultiple(of: 8) }
        let rows = isWhole ? cuts(of: rows.extent, by: rows.extent) : rows
        let columns = isWhole ? cuts(of: columns.extent, by: columns.extent) : columns
        var sums = Array(repeating: 0, count: operand.parts.count)
        for head in 0..<heads {
            for row in rows {
                for column in columns { add(operand, head: head, row, column, to: &sums) }
            }
        }
        return sums
    }

    private func add(
        _ operand: Operand, head: Int, _ rows: Range<Int>, _ columns: Range<Int>, to sums: inout [Int]
    ) {
        for (place, part) in operand.parts.enumerated() {
            guard let region = operand.region(of: part, head: head, rows: rows, columns: columns) else { continue }
            sums[place] += layout.bytes(of: region)
        }
    }

    /// Bytes of all tiles of one head in a single storage: full ones and those at the ends.
    private func bytes(of part: Operand.Part, _ rows: Cuts, _ columns: Cuts) -> Int {
        let (full, rest) = (rows.extent / rows.size, rows.extent % rows.size)
        return full * bytes(of: part, height: rows.size, columns) + bytes(of: part, height: rest, columns)
    }

    private func bytes(of part: Operand.Part, height: Int, _ columns: Cuts) -> Int {
        guard height > 0 else { return 0 }
        let (full, rest) = (columns.extent / columns.size, columns.extent % columns.size)
        func tile(_ width: Int) -> Int {
            layout.bytes(
                of: Region(storage: part.storage, rows: 0..<height, columns: 0..<width, width: part.columns))
        }
        return full * tile(columns.size) + (rest > 0 ? tile(rest) : 0)
    }

    /// Bytes of a grid of tiles of a storage.
    func bytes(of id: StorageID, width: Int, _ rows: Cuts, _ columns: Cuts) -> Int {
        bytes(of: Operand.Part(storage: id, extent: 0..<0, columns: width), rows, columns)
    }
}
