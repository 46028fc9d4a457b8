extension SweepResults {
    /// The keys that take several values and change nothing: points that differ in such a key alone came to the same
    /// numbers, every one of them. None is known to as long as points are missing.
    package var idleKeys: [String] {
        guard rows.count == plan.count else { return [] }
        return plan.axes.indices.filter { plan.axes[$0].values.count > 1 && isIdle($0) }.map { plan.axes[$0].key }
    }

    private func isIdle(_ axis: Int) -> Bool {
        var firsts: [[Int]: SweepRow] = [:]
        var isCompared = false
        for row in rows {
            var others = plan.places(ofPoint: row.point)
            others[axis] = 0
            guard let first = firsts[others] else {
                firsts[others] = row
                continue
            }
            guard areAlike(first, row) else { return false }
            isCompared = isCompared || row.reason == nil
        }
        return isCompared
    }

    private func areAlike(_ one: SweepRow, _ other: SweepRow) -> Bool {
        switch (one.content, other.content) {
        case (.impossible(let one), .impossible(let other)): one == other
        case (.figures(let set, let one), .figures(let otherSet, let other)):
            set == otherSet && columns[set].names.indices.allSatisfy { figures[one + $0] == figures[other + $0] }
        default: false
        }
    }
}
