import Architecture
import OperatorTrace
import Quantities

extension TrafficForecast {
    mutating func countProduct(_ product: MatrixProduct, at step: Int) throws(MappingError) {
        let bias = countParameters(product.bias.map { [$0] } ?? [], at: step)
        let held = held
        let (tiling, demand, _) = try tilings.tiling(of: product, at: step, beside: bias) { held[$0.index] }
        guard isInLimit(demand.commands(of: tiling), times: product.batch) else { return }
        let rows = cuts(of: product.m, by: tiling.m)
        let depths = cuts(of: product.k, by: tiling.k)
        let columns = cuts(of: product.n, by: tiling.n)
        let passes = demand.passes(of: tiling)
        let a = Operand(a: product, in: index)
        let b = Operand(b: product, in: index)
        countReads(a, step: step, passes: passes.a, heads: product.batch, sharing: 1, rows, depths)
        countReads(
            b, step: step, passes: passes.b, heads: product.batch, sharing: product.headsPerSharedB,
            product.transposesB ? columns : depths, product.transposesB ? depths : columns,
            isReadElsewhere: b.shares(with: a))
        count(tilings.search.spilledSumBytes(of: tiling, demand) * product.batch, isSpill: true)
        let output = Operand(output: product, in: index)
        if !holds(output.parts[0].storage) {
            let written = bytes(of: output, heads: 0..<product.batch, sharing: 1, rows, columns)
            countWrites(to: output.parts[0].storage, written[0], at: step)
        }
        recordTiles(of: product, a: a, b: b, tiling, at: step)
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
        let groups = heads / sharing
        let group = bytes(of: operand, heads: 0..<groups, sharing: 1, rows, columns)
        for (place, part) in operand.parts.enumerated() where !holds(part.storage) {
            let isRepeated =
                isReadElsewhere || operand.parts[..<place].contains { $0.storage == part.storage }
            let all = group[place] * sharing * passes
            let first = isRepeated ? 0 : group[place]
            countReads(of: part.storage, first: first, again: all - first, at: step)
        }
    }

    /// Bytes of all tiles of an operand, each once for every head, by part.
    private func bytes(
        of operand: Operand, heads: Range<Int>, sharing: Int, _ rows: Cuts, _ columns: Cuts
    ) -> [Int] {
        if let only = operand.parts.first, operand.parts.count == 1 {
            return [heads.count * bytes(of: only, rows, columns)]
        }
        // Cuts move no bytes where elements are whole bytes.
        let isWhole = operand.parts.allSatisfy { index[$0.storage].elementType.bits.isMultiple(of: 8) }
        let rows = isWhole ? cuts(of: rows.extent, by: rows.extent) : rows
        let columns = isWhole ? cuts(of: columns.extent, by: columns.extent) : columns
        var sums = Array(repeating: 0, count: operand.parts.count)
        for head in heads {
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
            sums[place] += layout.bytes(of: region, in: index[part.storage])
        }
    }

    /// Bytes of all tiles of one head in a single storage: full ones and those at the ends.
    private func bytes(of part: Operand.Part, _ rows: Cuts, _ columns: Cuts) -> Int {
        var sum = 0
        for (height, down) in rows.sizes {
            for (width, across) in columns.sizes {
                let region = Region(
                    storage: part.storage, rows: 0..<height, columns: 0..<width, width: part.columns)
                sum += layout.bytes(of: region, in: index[part.storage]) * down * across
            }
        }
        return sum
    }

    /// Bytes of a grid of tiles of a storage.
    func bytes(of id: StorageID, width: Int, _ rows: Cuts, _ columns: Cuts) -> Int {
        bytes(of: Operand.Part(storage: id, extent: 0..<0, columns: width), rows, columns)
    }
}

extension Cuts {
    /// The lengths of the pieces, and how many have each.
    var sizes: [(length: Int, count: Int)] {
        let rest = extent % size
        let full = extent / size
        return (full > 0 ? [(size, full)] : []) + (rest > 0 ? [(rest, 1)] : [])
    }
}
