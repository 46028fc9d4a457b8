import OperatorTrace

/// An operand of a matrix product, cut from one or several storages.
struct Operand {
    /// A storage and the extent it covers along the direction in which the parts are joined.
    struct Part {
        var storage: StorageID
        var extent: Range<Int>
        /// Columns of the tensor, as this operand sees it; a view may differ from its storage.
        var columns: Int
    }

    var parts: [Part]
    /// Extents of one head, as stored.
    var rowsPerHead: Int
    var columnsPerHead: Int
    /// Heads that stand side by side; the next ones stand below them.
    var headsPerRow: Int
    /// True if parts continue each other's rows, false if each other's columns.
    var joinsRows: Bool

    /// The stored rectangles of `rows` x `columns` of a head, both counted within the head.
    func regions(head: Int, rows: Range<Int>, columns: Range<Int>) -> Regions {
        let wantedRows = rows.shifted(by: head / headsPerRow * rowsPerHead)
        let wantedColumns = columns.shifted(by: head % headsPerRow * columnsPerHead)
        if parts.count == 1 {
            return Regions(
                Region(storage: parts[0].storage, rows: wantedRows, columns: wantedColumns, width: parts[0].columns))
        }
        return Regions(parts.compactMap { region(of: $0, rows: wantedRows, columns: wantedColumns) })
    }

    /// What lies in a part of some rows and columns, both counted over all heads; nil if nothing does.
    private func region(of part: Part, rows: Range<Int>, columns: Range<Int>) -> Region? {
        let along = (joinsRows ? rows : columns).clamped(to: part.extent)
        guard !along.isEmpty else { return nil }
        let local = along.shifted(by: -part.extent.lowerBound)
        return Region(
            storage: part.storage, rows: joinsRows ? local : rows, columns: joinsRows ? columns : local,
            width: part.columns)
    }

    /// What a part holds of `rows` x `columns` of a head; nil if nothing.
    func region(of part: Part, head: Int, rows: Range<Int>, columns: Range<Int>) -> Region? {
        region(
            of: part, rows: rows.shifted(by: head / headsPerRow * rowsPerHead),
            columns: columns.shifted(by: head % headsPerRow * columnsPerHead))
    }

    /// True if a storage is read as another operand too.
    func shares(with other: Operand) -> Bool {
        parts.contains { part in other.parts.contains { $0.storage == part.storage } }
    }
}

extension MatrixProduct {
    /// The rectangles of the operand `b` for a part of k and n.
    func regionsOfB(_ b: Operand, head: Int, k: Range<Int>, n: Range<Int>) -> Regions {
        let head = head / headsPerSharedB
        return transposesB ? b.regions(head: head, rows: n, columns: k) : b.regions(head: head, rows: k, columns: n)
    }

    /// True if `b` has been read for an earlier head, or is read as `a` already.
    func rereadsB(_ b: Operand, a: Operand, head: Int) -> Bool {
        !head.isMultiple(of: headsPerSharedB) || b.shares(with: a)
    }
}

extension Range<Int> {
    func shifted(by offset: Int) -> Range<Int> { lowerBound + offset..<upperBound + offset }
}

extension Operand {
    /// The streamed operand of a product: `m` rows of `k` columns a head.
    init(a product: borrowing MatrixProduct, in table: borrowing StorageTable) {
        self.init(product.a, in: table, rowsPerHead: product.m, columnsPerHead: product.k, joinsRows: false)
    }

    /// The other operand: `k` rows of `n` columns a head, or `n` rows of `k` if it is transposed.
    init(b product: borrowing MatrixProduct, in table: borrowing StorageTable) {
        self.init(
            product.b, in: table, rowsPerHead: product.transposesB ? product.n : product.k,
            columnsPerHead: product.transposesB ? product.k : product.n, joinsRows: true)
    }

    /// Where a product's results go: `m` rows of `n` columns a head.
    init(output product: borrowing MatrixProduct, in table: borrowing StorageTable) {
        self.init(
            CollectionOfOne(product.output), in: table, rowsPerHead: product.m, columnsPerHead: product.n,
            joinsRows: false)
    }

    private init(
        _ tensors: some Collection<TensorID>, in table: borrowing StorageTable, rowsPerHead: Int, columnsPerHead: Int,
        joinsRows: Bool
    ) {
        var start = 0
        parts = tensors.map { id in
            let tensor = table.tensor(id)
            let length = joinsRows ? tensor.rows : tensor.columns
            defer { start += length }
            return Part(storage: table.storage(of: id), extent: start..<start + length, columns: tensor.columns)
        }
        self.rowsPerHead = rowsPerHead
        self.columnsPerHead = columnsPerHead
        self.joinsRows = joinsRows
        let width = joinsRows ? parts.first?.columns ?? 0 : start
        headsPerRow = max(1, width / max(1, columnsPerHead))
    }
}
