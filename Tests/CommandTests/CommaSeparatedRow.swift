import Foundation

/// A row of comma-separated values without quotation.
///
/// Traces have tens of thousands of them, and tests are built unoptimised: a row keeps its bytes and where its cells
/// start, and makes text of a cell when asked.
struct CommaSeparatedRow {
    fileprivate let places: [String: Int]
    /// The row's bytes, each cell followed by one that is not part of it.
    private let bytes: [UInt8]
    /// Where each cell starts, and one past where the last one's follower is.
    private let starts: [Int]

    private init(_ bytes: [UInt8], places: [String: Int]) {
        self.places = places
        self.bytes = bytes + [0]
        starts = [0] + self.bytes.positions(of: UInt8(ascii: ",")).map { $0 + 1 } + [bytes.count + 1]
    }

    /// How many values it has.
    var count: Int { starts.count - 1 }

    /// The value in a column; nil where the row has none.
    subscript(column: String) -> String? { places[column].flatMap(cell) }

    /// The values that are not empty, by column.
    var filled: [String: String] { places.compactMapValues(cell).filter { !$0.value.isEmpty } }

    private func cell(at place: Int) -> String? {
        guard place < count else { return nil }
        return String(decoding: bytes[starts[place]..<starts[place + 1] - 1], as: UTF8.self)
    }

    /// The whole number in a cell; nil where there is none.
    fileprivate func number(at place: Int) -> Int? {
        guard place < count, starts[place + 1] - starts[place] > 1 else { return nil }
        return bytes.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self) else { return nil }
            var end: UnsafeMutablePointer<CChar>?
            let number = strtol(base + starts[place], &end, 10)
            guard let end, UnsafePointer(end) == base + starts[place + 1] - 1 else { return nil }
            return number
        }
    }

    /// The rows below the first line, which names the columns.
    static func rows(of text: String) -> [CommaSeparatedRow] {
        let bytes = Array(text.utf8)
        let ends = bytes.positions(of: UInt8(ascii: "\n")) + [bytes.count]
        let columns = String(decoding: bytes[..<ends[0]], as: UTF8.self).components(separatedBy: ",")
        let places = Dictionary(zip(columns, columns.indices), uniquingKeysWith: { first, _ in first })
        return zip(ends, ends.dropFirst()).filter { $1 > $0 + 1 }.map { before, end in
            CommaSeparatedRow(Array(bytes[before + 1..<end]), places: places)
        }
    }
}

extension [CommaSeparatedRow] {
    /// The sum of a column; nil if some row has no number there.
    func sum(_ column: String) -> Int? {
        guard let place = first?.places[column] else { return isEmpty ? 0 : nil }
        var sum = 0
        for row in self {
            guard let number = row.number(at: place) else { return nil }
            sum += number
        }
        return sum
    }
}

extension [UInt8] {
    /// Where a byte is.
    fileprivate func positions(of byte: UInt8) -> [Int] {
        withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return [] }
            var positions: [Int] = []
            var rest = base
            while let found = memchr(rest, Int32(byte), base + bytes.count - rest) {
                positions.append(UnsafeRawPointer(found) - base)
                rest = UnsafeRawPointer(found) + 1
            }
            return positions
        }
    }
}

extension SystoleProcess.Outcome {
    /// The columns of what the command printed, which is comma-separated values.
    var header: [String] { standardOutput.prefix { $0 != "\n" }.components(separatedBy: ",") }

    /// The rows below them.
    var rows: [CommaSeparatedRow] { CommaSeparatedRow.rows(of: standardOutput) }
}
