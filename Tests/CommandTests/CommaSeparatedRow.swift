import Foundation

/// A row of comma-separated values without quotation.
///
/// Traces have tens of thousands of them, so a row shares its columns' places with the others.
struct CommaSeparatedRow {
    fileprivate let places: [String: Int]
    /// The values in the order in which they are written.
    let cells: [String]

    /// The value in a column; nil where the row has none.
    subscript(column: String) -> String? { places[column].flatMap(cell) }

    /// The values that are not empty, by column.
    var filled: [String: String] { places.compactMapValues(cell).filter { !$0.value.isEmpty } }

    fileprivate func cell(at place: Int) -> String? { place < cells.count ? cells[place] : nil }

    /// The rows below the first line, which names the columns.
    static func rows(of text: String) -> [CommaSeparatedRow] {
        let lines = text.components(separatedBy: "\n")
        let columns = lines[0].components(separatedBy: ",")
        let places = Dictionary(zip(columns, columns.indices), uniquingKeysWith: { first, _ in first })
        return lines.dropFirst().filter { !$0.isEmpty }.map {
            CommaSeparatedRow(places: places, cells: $0.components(separatedBy: ","))
        }
    }
}

extension [CommaSeparatedRow] {
    /// The sum of a column; nil if some row has no number there.
    func sum(_ column: String) -> Int? {
        guard let place = first?.places[column] else { return isEmpty ? 0 : nil }
        var sum = 0
        for row in self {
            guard let number = row.cell(at: place).flatMap({ Int($0) }) else { return nil }
            sum += number
        }
        return sum
    }
}

extension SystoleProcess.Outcome {
    /// What the command printed, which is comma-separated values.
    var rows: [CommaSeparatedRow] { CommaSeparatedRow.rows(of: standardOutput) }
}
