#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The records of one log or of several parts of a sweep, put together in the order of points.
package struct SweepArchive {
    private struct Place {
        let source: Int
        let result: Range<Int>
    }

    /// Of the first log.
    package let header: SweepHeader
    /// The header of each log.
    package let headers: [SweepHeader]
    /// How many different points each log holds.
    package let counts: [Int]
    package let results: SweepResults
    private let sources: [(descriptor: Int32, name: String)]
    /// Where the whole results of points are; none if results are not kept.
    private let places: [Int: Place]

    /// Reads open logs, which stay open while whole results are asked for. There must be one at least.
    package init(_ sources: [(descriptor: Int32, name: String)]) throws(SweepError) {
        var columns: [SweepColumns] = []
        var figures = FigureStore()
        var rows: [SweepRow] = []
        var places: [Int: Place] = [:]
        var headers: [SweepHeader] = []
        var counts: [Int] = []
        for (place, source) in sources.enumerated() {
            var reader = try SweepLogReader(descriptor: source.descriptor, name: source.name)
            headers.append(reader.header)
            let before = rows.count
            // A point may be there twice where parts were put together by hand: the first record counts.
            var isSeen = Array(repeating: false, count: reader.pointCount)
            while let entry = try reader.next() {
                guard !isSeen[entry.point] else { continue }
                isSeen[entry.point] = true
                let content: SweepRow.Content
                switch entry.content {
                case .impossible(let reason): content = .impossible(reason: reason)
                case .figures(let set, let bits):
                    content = .figures(
                        columns: Self.place(of: reader.columns[set], in: &columns), first: figures.append(bits))
                }
                rows.append(SweepRow(point: entry.point, content: content))
                if let result = entry.result { places[entry.point] = Place(source: place, result: result) }
            }
            counts.append(rows.count - before)
        }
        guard let header = headers.first else { throw SweepError("there is no part to read") }
        self.sources = sources
        self.header = header
        self.headers = headers
        self.counts = counts
        results = SweepResults(
            plan: try SweepPlan(axes: header.axes), columns: columns, figures: figures, rows: rows)
        self.places = places
    }

    private static func place(of set: SweepColumns, in all: inout [SweepColumns]) -> Int {
        if let known = all.firstIndex(of: set) { return known }
        all.append(set)
        return all.count - 1
    }

    /// The whole result of a point as JSON on one line; nil if it is not kept.
    package func result(ofPoint point: Int) throws(SweepError) -> [UInt8]? {
        guard let place = places[point] else { return nil }
        let range = place.result
        let source = sources[place.source]
        var bytes = [UInt8](repeating: 0, count: range.count)
        var filled = 0
        while filled < bytes.count {
            let count = bytes.withUnsafeMutableBytes { buffer in
                pread(
                    source.descriptor, buffer.baseAddress?.advanced(by: filled), range.count - filled,
                    off_t(range.lowerBound + filled))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw SweepError("\(source.name): was changed while it was read") }
            filled += count
        }
        return bytes
    }

    /// The lines of a log of its own that holds these records in the order of points: the same whichever order they
    /// were found in.
    package func writeLines(
        header: SweepHeader, to write: ([UInt8]) throws -> Void
    ) throws {
        try write(Array(header.line.utf8))
        var known: [SweepColumns] = []
        for row in results.rows {
            let result = try result(ofPoint: row.point).map { String(decoding: $0, as: UTF8.self) }
            let outcome: SweepOutcome
            switch row.content {
            case .impossible(let reason): outcome = .impossible(reason: reason)
            case .figures(let set, _):
                let figures = results.columns[set].names.map { name in
                    (name: name, figure: results.figure(name, of: row) ?? .whole(0))
                }
                outcome = .figures(figures, result: result)
            }
            try write(SweepRecord(point: row.point, outcome: outcome).lines(&known))
        }
    }
}
