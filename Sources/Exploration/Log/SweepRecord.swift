import JSONText

/// The lines of a log that hold one point.
struct SweepRecord {
    let point: Int
    let outcome: SweepOutcome

    /// Its lines, with the declaration of its columns before it where they are new.
    func lines(_ known: inout [SweepColumns]) -> [UInt8] {
        switch outcome {
        case .impossible(let reason):
            return Self.line([("point", .int(point)), ("impossible", .string(reason))], result: nil)
        case .figures(let figures, let result):
            let columns = SweepColumns(figures)
            var lines: [UInt8] = []
            let place: Int
            if let found = known.firstIndex(of: columns) {
                place = found
            } else {
                place = known.count
                known.append(columns)
                lines = Self.declaration(of: columns)
            }
            let values = figures.map { entry -> JSONNode in
                switch entry.figure {
                case .whole(let number): .int(number)
                case .real(let number): .double(number.isFinite ? number : 0)
                }
            }
            return lines
                + Self.line(
                    [("point", .int(point)), ("columns", .int(place)), ("values", .array(values))], result: result)
        }
    }

    /// The line that names a set of columns.
    static func declaration(of columns: SweepColumns) -> [UInt8] {
        line(
            [("columns", .strings(columns.names)), ("areReal", .array(columns.areReal.map { .bool($0) }))],
            result: nil)
    }

    private static func line(_ members: [(String, JSONNode)], result: String?) -> [UInt8] {
        var bytes = Array(JSONNode.object(members).lineText.utf8)
        if let result {
            bytes.removeLast(2)
            bytes += SweepLogReader.resultMark
            bytes += Array(result.utf8)
            bytes += Array(" }".utf8)
        }
        bytes.append(0x0A)
        return bytes
    }
}
