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
    private let header: [String]
    /// The rows of the body, each cell without blanks at its ends.
    let rows: [[String]]

    init(_ name: String, in file: String) throws {
        self.file = file
        self.name = name
        let lines = try RepositoryFile.text(file).components(separatedBy: "\n")
        let body = try #require(Self.body(of: name, in: lines), "\(file) has no table marked \(name)")
        header = Self.cells(of: lines[body.lowerBound - 2])
        rows = lines[body].map(Self.cells)
    }

    /// Checks that the first cells of the rows are these labels, in this order, and that the cells under `title` are
    /// the values.
    func expect(_ expected: [(label: String, value: String)], under title: String) throws {
        let column = try #require(header.firstIndex(of: title), "\(file), table \(name): no column \(title)")
        #expect(rows.map { $0.first ?? "" } == expected.map(\.label), "\(file), table \(name)")
        let differing = zip(rows.indices, expected).filter { rows[$0][column] != $1.value }
        guard !RepositoryFile.isRecording else {
            return try record(differing.map { (row: $0, value: $1.value) }, at: column)
        }
        for (row, item) in differing {
            let place = "\(file), table \(name), \(item.label)"
            let found = rows[row][column]
            Issue.record("\(place): found \(found), expected \(item.value); UPDATE_GOLDEN=1 writes it anew")
        }
    }

    /// Writes cells into the file as it is now: other columns and tables may have been recorded since it was read.
    private func record(_ cells: [(row: Int, value: String)], at column: Int) throws {
        try RepositoryFile.record(in: file) { text in
            var lines = text.components(separatedBy: "\n")
            let body = try #require(Self.body(of: name, in: lines))
            for (row, value) in cells {
                var changed = Self.cells(of: lines[body.lowerBound + row])
                changed[column] = value
                lines[body.lowerBound + row] = "| " + changed.joined(separator: " | ") + " |"
            }
            text = lines.joined(separator: "\n")
        }
    }

    /// The number in a cell: digits that commas may group, a sign in front.
    func number(row label: String, under column: String) throws -> Int {
        let place = try #require(header.firstIndex(of: column))
        let row = try #require(rows.first { $0.first == label }, "\(file), table \(name): no row \(label)")
        return try #require(Int(row[place].filter { $0 != "," }), "\(file), table \(name), \(label): no number")
    }

    /// The lines of a table's body, below its marker, its header and the line under that.
    private static func body(of name: String, in lines: [String]) -> Range<Int>? {
        guard let marker = lines.firstIndex(of: "<!-- table: \(name) -->") else { return nil }
        return marker + 3..<(lines[(marker + 3)...].firstIndex { !$0.hasPrefix("|") } ?? lines.endIndex)
    }

    private static func cells(of line: String) -> [String] {
        line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
            .map { $0.trimmingCharacters(in: .whitespaces) }
    }
}
