extension WorkloadValidator {
    /// A matrix product: its sizes, and that its operands have them.
    func checkProduct(_ product: MatrixProduct, at place: OperationPlace) throws(WorkloadError) {
        try checkSizes(of: product, at: place)
        let heads = product.batch / product.headsPerSharedB
        let a = Operand(
            key: "a", ids: product.a, label: "input", row: "m", rows: product.m, column: "k", columns: product.k,
            heads: product.batch, joinsRows: false)
        let b = Operand(
            key: "b", ids: product.b, label: "b",
            row: product.transposesB ? "n" : "k", rows: product.transposesB ? product.n : product.k,
            column: product.transposesB ? "k" : "n", columns: product.transposesB ? product.k : product.n,
            heads: heads, joinsRows: true)
        let output = Operand(
            key: "output", ids: [product.output], label: "output", row: "m", rows: product.m, column: "n",
            columns: product.n, heads: product.batch, joinsRows: false)
        try check(a, at: place)
        try check(b, at: place)
        try check(output, at: place)
        if let bias = product.bias, workload.tensors[bias.index].elements != product.n {
            throw error(
                .operation(place, key: "bias"),
                "n is \(product.n), but its bias \"\(workload[bias].name)\" has \(workload[bias].elements) elements")
        }
    }

    private func checkSizes(of product: MatrixProduct, at place: OperationPlace) throws(WorkloadError) {
        let sizes = [("batch", product.batch), ("m", product.m), ("k", product.k), ("n", product.n)]
        var macs = 1
        for (key, size) in sizes {
            try checkCount(size, key, atMost: WorkloadLimits.extent, at: .operation(place, key: key))
            let (total, overflows) = macs.multipliedReportingOverflow(by: size)
            guard !overflows, total <= WorkloadLimits.productMACs else {
                throw error(
                    .operation(place, key: key),
                    "\(describe(sizes.map(\.1))) is more than \(power(WorkloadLimits.productMACs)) multiply-accumulates; "
                        + "split the product")
            }
            macs = total
        }
        guard product.headsPerSharedB >= 1, product.batch.isMultiple(of: product.headsPerSharedB) else {
            throw error(
                .operation(place, key: "headsPerSharedB"),
                "headsPerSharedB is \(product.headsPerSharedB), expected a divisor of the batch of \(product.batch)")
        }
    }

    /// One operand of a product: `heads` matrices of `rows x columns` in one tensor, or cut over several.
    private struct Operand {
        let key: String
        let ids: [TensorID]
        /// How messages call it: `its input "x"`.
        let label: String
        /// The product's size that its rows (and columns) have: `m`, `k` or `n`.
        let row: String
        let rows: Int
        let column: String
        let columns: Int
        let heads: Int
        /// Whether several tensors stand one below the other (true) or side by side.
        let joinsRows: Bool

        /// The shapes that a single tensor may have.
        var expectation: String {
            heads == 1
                ? "\(rows) x \(columns)"
                : "\(rows) x \(heads * columns) (\(heads) heads side by side) or \(heads) x \(rows) x \(columns)"
        }
    }

    private func check(_ operand: Operand, at place: OperationPlace) throws(WorkloadError) {
        guard let first = operand.ids.first else {
            throw error(.operation(place, key: operand.key), "it names no tensor in \(operand.key), expected one")
        }
        if operand.ids.count == 1 {
            try checkSingle(operand, first, at: place)
        } else {
            try checkJoined(operand, at: place)
        }
    }

    private func checkSingle(_ operand: Operand, _ id: TensorID, at place: OperationPlace) throws(WorkloadError) {
        let (rows, columns) = (workload.tensors[id.index].rows, workload.tensors[id.index].columns)
        if operand.heads == 1, workload.tensors[id.index].shape.count == 2 {
            guard columns == operand.columns else {
                throw error(
                    .operation(place, key: operand.column),
                    "\(operand.column) is \(operand.columns), but its \(operand.label) \"\(workload[id].name)\" has "
                        + "\(columns) columns")
            }
            guard rows == operand.rows else {
                throw wrongRows(operand, workload[id].name, rows, at: place)
            }
            return
        }
        let shape = workload.tensors[id.index].shape
        let fits =
            switch shape.count {
            case 2: stores(operand.heads, operand.rows, operand.columns, rows: rows, columns: columns)
            case 3: shape == [operand.heads, operand.rows, operand.columns]
            default: false
            }
        guard fits else {
            if shape.count == 2, columns == operand.heads * operand.columns {
                throw wrongRows(operand, workload[id].name, rows, at: place)
            }
            throw error(
                .operation(place, key: operand.key),
                "its \(operand.label) \"\(workload[id].name)\" is \(describe(shape)), expected \(operand.expectation)")
        }
    }

    private func wrongRows(
        _ operand: Operand, _ name: String, _ rows: Int, at place: OperationPlace
    ) -> WorkloadError {
        error(
            .operation(place, key: operand.row),
            "\(operand.row) is \(operand.rows), but its \(operand.label) \"\(name)\" has \(rows) rows")
    }

    /// True if a `rows x columns` table holds so many heads: side by side, one below the other, or some of each.
    private func stores(_ heads: Int, _ headRows: Int, _ headColumns: Int, rows: Int, columns: Int) -> Bool {
        guard rows.isMultiple(of: headRows), columns.isMultiple(of: headColumns) else { return false }
        let (count, overflows) = (rows / headRows).multipliedReportingOverflow(by: columns / headColumns)
        return !overflows && count == heads
    }

    /// Several tensors as one operand: one below the other, or side by side, and heads side by side in each.
    private func checkJoined(_ operand: Operand, at place: OperationPlace) throws(WorkloadError) {
        let shapes = operand.ids.map { workload[$0].shape }
        let wholeColumns = operand.heads * operand.columns
        let (shared, sharedWord, total, totalWord) =
            operand.joinsRows
            ? (wholeColumns, "columns", operand.rows, "rows") : (operand.rows, "rows", wholeColumns, "columns")
        var sum = 0
        for (id, shape) in zip(operand.ids, shapes) {
            guard shape.count == 2, shape[operand.joinsRows ? 1 : 0] == shared else {
                throw error(
                    .operation(place, key: operand.key),
                    "\"\(workload[id].name)\" is \(describe(shape)), but what is joined as \(operand.key) has "
                        + "\(shared) \(sharedWord)")
            }
            sum += shape[operand.joinsRows ? 0 : 1]
        }
        guard sum == total else {
            let parts = zip(operand.ids, shapes).map { id, shape in
                "\"\(workload[id].name)\" (\(shape[operand.joinsRows ? 0 : 1]))"
            }
            let size = operand.joinsRows ? operand.row : operand.column
            let number = operand.joinsRows ? operand.rows : operand.columns
            let perHead = operand.heads > 1 && !operand.joinsRows ? " in \(operand.heads) heads" : ""
            throw error(
                .operation(place, key: size),
                "\(size) is \(number)\(perHead), but the \(totalWord) of \(joined(parts)) add up to \(sum)")
        }
    }

    /// `x, y and z`
    func joined(_ parts: [String]) -> String {
        guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
        return parts.dropLast().joined(separator: ", ") + " and " + last
    }
}
