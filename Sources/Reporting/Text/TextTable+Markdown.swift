extension TextTable {
    /// A table of GitHub Flavored Markdown (its specification, section 4.10), units behind the titles, totals in bold.
    /// Ends in a newline.
    package var markdown: String {
        var lines = [
            line(of: columns.map { markdownEscaped($0.unit.isEmpty ? $0.title : "\($0.title) (\($0.unit))") }),
            line(of: columns.map { $0.alignment == .trailing ? "---:" : "---" }),
        ]
        for row in rows {
            switch row {
            case .cells(let cells): lines.append(line(of: cells.map { markdownEscaped($0.text) }))
            case .total(let cells): lines.append(line(of: cells.map { bold(markdownEscaped($0.text)) }))
            case .separator: continue
            }
        }
        return lines.joined()
    }

    private func line(of cells: [String]) -> String {
        "| " + cells.joined(separator: " | ") + " |\n"
    }

    private func bold(_ text: String) -> String {
        text.isEmpty ? "" : "**\(text)**"
    }
}

/// A text that Markdown shows as it is. An underscore within a word (`q_proj`) means nothing to it and stays.
private func markdownEscaped(_ text: String) -> String {
    var escaped = ""
    for character in replacingControls(in: text) {
        if "\\|`*<>[]&".contains(character) { escaped.append("\\") }
        escaped.append(character)
    }
    return escaped
}
