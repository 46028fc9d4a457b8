extension TextTable {
    /// Aligned columns for a terminal: titles, units under them where there are any, a rule, rows; two spaces between
    /// columns, no spaces at the ends of lines. Ends in a newline.
    package var plainText: String {
        let titles = columns.map { PlainCell($0.title) }
        let units = columns.map { PlainCell($0.unit.isEmpty ? "" : "(\($0.unit))") }
        let header = units.allSatisfy { $0.width == 0 } ? [titles] : [titles, units]
        let body = rows.map { row -> [PlainCell]? in
            switch row {
            case .cells(let cells), .total(let cells): cells.map { PlainCell($0.text) }
            case .separator: nil
            }
        }
        let cellLines = header + body.compactMap { $0 }
        let widths = columns.indices.map { column in cellLines.map { $0[column].width }.max() ?? 0 }
        let rule = widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ") + "\n"

        var text = ""
        for cells in header { text += line(of: cells, widths: widths) }
        text += rule
        for cells in body { text += cells.map { line(of: $0, widths: widths) } ?? rule }
        return text
    }

    private func line(of cells: [PlainCell], widths: [Int]) -> String {
        var line = ""
        for (column, cell) in cells.enumerated() {
            if column > 0 { line += "  " }
            let padding = String(repeating: " ", count: widths[column] - cell.width)
            line += columns[column].alignment == .trailing ? padding + cell.text : cell.text + padding
        }
        while line.last == " " { line.removeLast() }
        return line + "\n"
    }
}

/// A text as a terminal shows it, and how many of its places that takes.
private struct PlainCell {
    let text: String
    let width: Int

    init(_ text: String) {
        self.text = replacingControls(in: text)
        width = displayWidth(of: self.text)
    }
}
