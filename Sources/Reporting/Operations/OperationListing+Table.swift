extension OperationListing {
    /// Writes aligned columns for people, and a last line of sums.
    ///
    /// Widths come from each operation once, so that the table, too, is written as it is made.
    package func writeTable(to writer: OutputWriter) throws(OutputError) {
        let titles = [
            "index", "stage", "iteration", "layer", "operation", "kind", "batch", "m", "k", "n", "MACs", "weights (B)",
            "elements",
        ]
        let totals = totalCells
        let widths = widths(of: [titles, totals])
        let rule = line(widths.map { String(repeating: "-", count: $0) }, widths)
        try writer.write(line(titles, widths))
        try writer.write(rule)
        try forEach { row in
            let cells = place(row.cells, index: 0, iteration: 0)
            return (stage: padded(cells[1], 1, widths), rest: line(Array(cells[3...]), widths, from: 3))
        } _: { (index, iteration, row) throws(OutputError) in
            let index = padded(String(index), 0, widths)
            let iteration = padded(String(iteration), 2, widths)
            try writer.write("\(index)  \(row.stage)  \(iteration)  \(row.rest)")
        }
        try writer.write(rule)
        try writer.write(line(totals, widths))
    }

    private var totalCells: [String] {
        let sums = [total(\.macs), total(\.weightBytes), total(\.elements)].map(\.groupedText)
        return [count.groupedText, "", "", "", "", "", "", "", "", ""] + sums
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

    /// The cells of the columns from `first` on.
    private func line(_ cells: [String], _ widths: [Int], from first: Int = 0) -> String {
        var line = cells.enumerated().map { padded($1, first + $0, widths) }.joined(separator: "  ")
        while line.last == " " { line.removeLast() }
        return line + "\n"
    }

    /// Names begin at the left of their column, numbers end at its right.
    private func padded(_ cell: String, _ column: Int, _ widths: [Int]) -> String {
        let padding = String(repeating: " ", count: max(0, widths[column] - displayWidth(of: cell)))
        return [1, 3, 4, 5].contains(column) ? cell + padding : padding + cell
    }
}

extension OperationRow {
    /// Its cells, without number and iteration.
    fileprivate var cells: [String] {
        let names = [stage, layer, operation, kind].map(replacingControls)
        let sizes = product?.map(\.groupedText) ?? ["", "", "", ""]
        return names + sizes + [macs, weightBytes, elements].map(\.groupedText)
    }
}
