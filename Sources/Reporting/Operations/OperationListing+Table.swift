extension OperationListing {
    /// Writes aligned columns for people, and a last line of sums.
    ///
    /// Widths come from each operation once, so that the table, too, is written as it is made.
    package func writeTable(to writer: OutputWriter) throws(OutputError) {
        let titles = [
            "index", "stage", "iteration", "layer", "operation", "kind", "batch", "m", "k", "n", "MACs", "weights (B)",
            "elements",
        ]
        let names: Set<Int> = [1, 3, 4, 5]
        let totals = totalCells
        let widths = widths(of: [titles, totals])
        let layout = titles.indices.map { (width: widths[$0], isName: names.contains($0)) }

        try writer.write(line(titles, layout))
        let rule = line(widths.map { String(repeating: "-", count: $0) }, layout)
        try writer.write(rule)
        try forEach({ $0.cells }) { (index, iteration, cells) throws(OutputError) in
            try writer.write(line(place(cells, index: index, iteration: iteration), layout))
        }
        try writer.write(rule)
        try writer.write(line(totals, layout))
    }

    private var totalCells: [String] {
        let sums = [total(\.macs), total(\.weightBytes), total(\.elements)].map(groupingDigits)
        return [groupingDigits(count), "", "", "", "", "", "", "", "", ""] + sums
    }

    /// The widest cell of each column.
    private func widths(of fixed: [[String]]) -> [Int] {
        var widths = fixed[0].map(\.count)
        func widen(_ cells: [String]) {
            for (column, cell) in cells.enumerated() { widths[column] = max(widths[column], displayWidth(of: cell)) }
        }
        fixed.forEach(widen)
        for stage in stages {
            for row in stage.rows { widen(place(row.cells, index: 0, iteration: stage.iterations - 1)) }
        }
        return widths
    }

    /// The cells of a row with its number and iteration in their places.
    private func place(_ cells: [String], index: Int, iteration: Int) -> [String] {
        [String(index), cells[0], String(iteration)] + cells[1...]
    }

    private func line(_ cells: [String], _ layout: [(width: Int, isName: Bool)]) -> String {
        var line = ""
        for (cell, column) in zip(cells, layout) {
            if !line.isEmpty { line += "  " }
            let padding = String(repeating: " ", count: max(0, column.width - displayWidth(of: cell)))
            line += column.isName ? cell + padding : padding + cell
        }
        while line.last == " " { line.removeLast() }
        return line + "\n"
    }
}

extension OperationRow {
    /// Its cells, without number and iteration.
    fileprivate var cells: [String] {
        let names = [stage, layer, operation, kind].map(replacingControls)
        let sizes = product?.map(groupingDigits) ?? ["", "", "", ""]
        return names + sizes + [macs, weightBytes, elements].map(groupingDigits)
    }
}
