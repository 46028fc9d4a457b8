extension TextTable {
    /// The table as HTML, which scrolls sideways where the window is too narrow for it.
    var html: String {
        var text = "<div class=\"wide\"><table>\n<thead><tr>"
        for column in columns {
            let unit = column.unit.isEmpty ? "" : " <small>\(htmlEscaped(column.unit))</small>"
            text += "<th\(kind(of: column))>\(htmlEscaped(column.title))\(unit)</th>"
        }
        text += "</tr></thead>\n<tbody>\n"
        for row in rows {
            switch row {
            case .cells(let cells): text += line(of: cells, opening: "<tr>")
            case .total(let cells): text += line(of: cells, opening: "<tr class=\"total\">")
            case .separator: continue
            }
        }
        return text + "</tbody></table></div>\n"
    }

    private func line(of cells: [TextCell], opening: String) -> String {
        let fields = zip(columns, cells).map { column, cell in
            "<td\(kind(of: column))>\(htmlEscaped(replacingControls(in: cell.text)))</td>"
        }
        return opening + fields.joined() + "</tr>\n"
    }

    private func kind(of column: TextColumn) -> String { column.alignment == .trailing ? " class=\"number\"" : "" }
}
