import Foundation
import Testing

/// Rows of a reference file as values by column name; fields may be quoted and then hold commas.
struct ArrayReferenceTable {
    let rows: [[String: String]]

    init(_ name: String) throws {
        let url = try #require(
            Bundle.module.url(forResource: name, withExtension: "csv", subdirectory: "References"))
        let lines = try String(contentsOf: url, encoding: .utf8).split(whereSeparator: \.isNewline)
        let header = Self.fields(try #require(lines.first))
        rows = lines.dropFirst().map { line in
            Dictionary(zip(header, Self.fields(line)), uniquingKeysWith: { first, _ in first })
        }
    }

    private static func fields(_ line: Substring) -> [String] {
        var fields = [""]
        var quoted = false
        for character in line {
            switch character {
            case "\"": quoted.toggle()
            case "," where !quoted: fields.append("")
            default: fields[fields.count - 1].append(character)
            }
        }
        return fields
    }
}

extension [String: String] {
    /// A whole number of a row.
    func number(_ column: String) throws -> Int {
        try #require(self[column].flatMap { Int($0) }, "no whole number in column \(column)")
    }
}
