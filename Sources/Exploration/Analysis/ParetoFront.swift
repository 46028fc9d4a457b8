import Quantities

extension SweepResults {
    /// The sweep with the points alone that no other beats: none is at least as small in every number named and smaller
    /// in one. Points that are alike in all of them are all kept; impossible ones are not.
    ///
    /// A name is a key that is varied over numbers, or a column. Throws when it is neither, naming the nearest.
    package func paretoFront(of names: [String]) throws(SweepError) -> SweepResults {
        let columns = columnNames
        var ranked: [(row: SweepRow, values: [Double])] = []
        let readers = try names.map { (name) throws(SweepError) in try reader(of: name, columns) }
        for row in rows where row.reason == nil {
            let values = readers.compactMap { $0(row) }
            guard values.count == names.count else { continue }
            ranked.append((row, values))
        }
        ranked.sort { ($0.values, $0.row.point) < ($1.values, $1.row.point) }
        var front: [(row: SweepRow, values: [Double])] = []
        for candidate in ranked where !front.contains(where: { Self.beats($0.values, candidate.values) }) {
            front.append(candidate)
        }
        return SweepResults(plan: plan, columns: self.columns, figures: figures, rows: front.map(\.row))
    }

    private func reader(of name: String, _ columns: [String]) throws(SweepError) -> (SweepRow) -> Double? {
        if let axis = plan.axes.firstIndex(where: { $0.key == name }), let numbers = plan.axes[axis].numbers {
            return { row in Double(numbers[plan.places(ofPoint: row.point)[axis]]) }
        }
        guard columns.contains(name) || columns.isEmpty else {
            let keys = plan.axes.filter { $0.numbers != nil }.map(\.key)
            throw SweepError(
                "no number of the result is called \(quotation(of: name))"
                    + suggestion(for: name, among: keys + columns))
        }
        return { row in figure(name, of: row)?.double }
    }

    /// Whether the first is nowhere larger than the second and somewhere smaller.
    private static func beats(_ first: [Double], _ second: [Double]) -> Bool {
        first != second && zip(first, second).allSatisfy { $0 <= $1 }
    }
}

private func < (left: ([Double], Int), right: ([Double], Int)) -> Bool {
    for (first, second) in zip(left.0, right.0) where first != second { return first < second }
    return left.1 < right.1
}
