/// All rows of a sweep that are there, in the order of points.
package struct SweepResults: Sendable {
    package let plan: SweepPlan
    package let columns: [SweepColumns]
    let figures: FigureStore
    package let rows: [SweepRow]

    package init(plan: SweepPlan, columns: [SweepColumns], figures: FigureStore, rows: [SweepRow]) {
        self.plan = plan
        self.columns = columns
        self.figures = figures
        var rows = rows
        rows.sort { $0.point < $1.point }
        self.rows = rows
    }

    /// The names of all columns of any row, in the order in which rows bring them.
    package var columnNames: [String] {
        var names: [String] = []
        var seen: Set<Int> = []
        for row in rows {
            guard case .figures(let set, _) = row.content, seen.insert(set).inserted else { continue }
            for name in columns[set].names where !names.contains(name) { names.append(name) }
        }
        return names
    }

    /// A number of a row by its name; nil if it has none of that name.
    package func figure(_ name: String, of row: SweepRow) -> Figure? {
        guard case .figures(let set, let first) = row.content,
            let place = columns[set].names.firstIndex(of: name)
        else { return nil }
        let bits = figures[first + place]
        guard columns[set].areReal[place] else { return .whole(bits) }
        return .real(Double(bitPattern: UInt64(bitPattern: Int64(bits))))
    }

    /// A whole number of a row by its name.
    package func whole(_ name: String, of row: SweepRow) -> Int? {
        guard case .whole(let number)? = figure(name, of: row) else { return nil }
        return number
    }
}
