import JSONText
import Quantities

/// Reads a sweep's log from its start: the header, then record after record.
///
/// A last line that was cut off when the process or the machine ended is passed over; any other that cannot be read is
/// an error.
package struct SweepLogReader {
    /// A record and where its line, and the whole result in it, are in the file.
    package struct Entry {
        package let point: Int
        package let content: Content
        package let line: Range<Int>
        package let result: Range<Int>?
    }

    /// What a record says of its point.
    package enum Content {
        /// Numbers in the order of one of the log's sets of columns; real ones as their bits.
        case figures(columns: Int, bits: [Int])
        /// Why the point cannot be.
        case impossible(reason: String)

        var isImpossible: Bool { if case .impossible = self { true } else { false } }
    }

    package let header: SweepHeader
    /// Sets of columns declared so far.
    package private(set) var columns: [SweepColumns] = []
    /// The end of the last line that is whole.
    package private(set) var wholeLength: Int
    private var lines: LineReader
    private let name: String
    /// How many points the whole sweep has.
    let pointCount: Int

    /// Reads the header of an open file.
    package init(descriptor: Int32, name: String) throws(SweepError) {
        self.name = name
        lines = LineReader(descriptor: descriptor, name: name)
        guard let first = try lines.next(), first.isWhole else {
            throw SweepError("\(name): is no part of a sweep: its first line is missing")
        }
        header = try SweepHeader(first.bytes, name: name)
        pointCount = try SweepPlan(axes: header.axes).count
        wholeLength = first.bytes.count + 1
    }

    /// The next record; nil at the end.
    package mutating func next() throws(SweepError) -> Entry? {
        while let line = try lines.next(), line.isWhole {
            let number = line.offset
            let entry: Entry?
            do throws(JSONError) {
                entry = try read(line)
            } catch {
                throw SweepError(
                    "\(name): is damaged at byte \(number.groupedText) (\(error)); remove it and run that part again")
            }
            wholeLength = line.offset + line.bytes.count + 1
            if let entry { return entry }
        }
        return nil
    }

    /// What separates the numbers of a record from its whole result. No string can hold it: its marks would be escaped.
    static let resultMark = Array(", \"result\": ".utf8)

    private mutating func read(_ line: LineReader.Line) throws(JSONError) -> Entry? {
        let mark = Self.firstMark(in: line.bytes)
        let record = mark.map { Array(line.bytes[..<$0]) + [UInt8(ascii: "}")] } ?? line.bytes
        let value = try JSONDocument.parse(record, name: "record")
        var reader = try value.object()
        guard let point = try reader.optionalInteger("point") else {
            columns.append(SweepColumns(names: try reader.strings("columns"), areReal: try Self.flags(&reader)))
            return nil
        }
        guard (0..<pointCount).contains(point), header.shard.contains(point) else {
            throw value.error("point \(point) is none of part \(header.shard.text)")
        }
        let end = line.offset + line.bytes.count
        let result = mark.map { line.offset + $0 + Self.resultMark.count..<end - 2 }
        return Entry(
            point: point, content: try content(&reader, in: value), line: line.offset..<end + 1, result: result)
    }

    private func content(_ reader: inout JSONObjectReader, in value: JSONValue) throws(JSONError) -> Content {
        if let reason = try reader.optionalString("impossible") { return .impossible(reason: reason) }
        let set = try reader.integer("columns")
        let values = try reader.elements("values")
        guard columns.indices.contains(set), values.count == columns[set].names.count else {
            throw value.error("its numbers do not fit its columns")
        }
        let bits = try zip(values, columns[set].areReal).map { (value, isReal) throws(JSONError) in
            isReal ? Int(Int64(bitPattern: try value.double().bitPattern)) : try value.integer()
        }
        return .figures(columns: set, bits: bits)
    }

    private static func flags(_ reader: inout JSONObjectReader) throws(JSONError) -> [Bool] {
        try reader.elements("areReal").map { (value) throws(JSONError) in try value.bool() }
    }

    private static func firstMark(in bytes: [UInt8]) -> Int? {
        bytes.withUnsafeBufferPointer { bytes in
            resultMark.withUnsafeBufferPointer { mark in
                guard bytes.count >= mark.count else { return nil }
                for start in 0...bytes.count - mark.count where bytes[start + 3] == mark[3] {
                    if bytes[start..<start + mark.count].elementsEqual(mark) { return start }
                }
                return nil
            }
        }
    }
}
