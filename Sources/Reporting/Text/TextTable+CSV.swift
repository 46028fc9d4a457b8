extension TextTable {
    /// Comma-separated values: the columns' names, then each row's raw values; no separators, no totals, and none of
    /// the columns without a name. Ends in a newline.
    package var csv: String {
        let named = columns.indices.filter { columns[$0].name != nil }
        var text = csvLine(named.map { columns[$0].name ?? "" })
        for case .cells(let cells) in rows {
            text += csvLine(named.map { cells[$0].raw })
        }
        return text
    }
}

/// One record of comma-separated values, quoted as RFC 4180 (section 2, rules 5 to 7) says, with the newline that ends
/// it: a line feed alone, which every reader takes and line-oriented tools expect.
package func csvLine(_ fields: [String]) -> String {
    fields.map(csvField).joined(separator: ",") + "\n"
}

func csvField(_ field: String) -> String {
    let needsQuotes = field.utf8.contains { byte in
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
            || byte == UInt8(ascii: "\r")
    }
    guard needsQuotes else { return field }
    var quoted = "\""
    for scalar in field.unicodeScalars {
        if scalar == "\"" { quoted += "\"" }
        quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
}
