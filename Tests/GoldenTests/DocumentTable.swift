import Foundation
import Testing

/// A table of a Markdown file, found by the marker `<!-- table: NAME -->` on the line before it: figures that a test
/// computes anew and compares.
///
/// With `UPDATE_GOLDEN=1` in the environment, cells that differ are written anew, and the test fails so that nobody
/// takes a recording for a check.
struct DocumentTable {
    let file: String
    let name: String
    private var lines: [String]
    /// The first line of the table's body.
    private let start: Int
    private let header: [String]

    init(_ name: String, in file: String) throws {
        self.file = file
        self.name = name
        lines = try RepositoryFile.text(file).components(separatedBy: "\n")
        let marker = try #require(
            lines.firstIndex(of: "<!-- table: \(name) -->"), "\(file) has no table marked \(name)")
        header = Self.cells(of: lines[marker + 1])
        start = marker + 3
    }

    /// The rows of the body, each cell without blanks at its ends.
    var rows: [[String]] { lines[start...].prefix { $0.hasPrefix("|") }.map(Self.cells) }

    /// Checks that the first cells of the rows are these labels, in this order, and that the cells under `title` are
    /// the values.
    mutating func expect(_ expected: [(label: String, value: String)], under title: String) throws {
        let column = try #require(header.firstIndex(of: title), "\(file), table \(name): no column \(title)")
        #expect(rows.map { $0.first ?? "" } == expected.map(\.label), "\(file), table \(name)")
        for (offset, (cells, item)) in zip(rows, expected).enumerated() where cells[column] != item.value {
            guard RepositoryFile.isRecording else {
                let place = "\(file), table \(name), \(item.label)"
                Issue.record("\(place): found \(cells[column]), expected \(item.value); UPDATE_GOLDEN=1 writes it anew")
                continue
            }
            var changed = cells
            changed[column] = item.value
            lines[start + offset] = "| " + changed.joined(separator: " | ") + " |"
        }
        try RepositoryFile.record(lines.joined(separator: "\n"), in: file)
    }

    /// The number in a cell: digits that commas may group, a sign in front.
    func number(row label: String, under column: String) throws -> Int {
        let place = try #require(header.firstIndex(of: column))
        let row = try #require(rows.first { $0.first == label }, "\(file), table \(name): no row \(label)")
        return try #require(Int(row[place].filter { $0 != "," }), "\(file), table \(name), \(label): no number")
    }

    private static func cells(of line: String) -> [String] {
        line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
            .map { $0.trimmingCharacters(in: .whitespaces) }
    }
}
