/// The points of a sweep that differ in one key alone, in the order of its values.
package struct SweepSeries: Sendable {
    /// A point that ran.
    package struct Point: Sendable {
        /// The key's value as a number: bytes, hertz, a count.
        package let x: Int
        /// The key's value as text.
        package let text: String
        package let row: SweepRow
    }

    /// The values of the other keys, such as `resident, array.rows 64`; empty if there are none.
    package let label: String
    package let points: [Point]
}

extension SweepResults {
    /// The key that curves run along: the SRAM's size if it is varied, else the key of numbers with most values; nil
    /// if no key takes two numbers.
    package var sweptAxis: Int? {
        let numeric = plan.axes.indices.filter { plan.axes[$0].values.count > 1 && plan.axes[$0].numbers != nil }
        if let capacity = numeric.first(where: { plan.axes[$0].key == "sram.capacity" }) { return capacity }
        return numeric.max { plan.axes[$0].values.count < plan.axes[$1].values.count }
    }

    /// One series for each combination of the other keys' values, in the order of points.
    package func series(along axis: Int) -> [SweepSeries] {
        guard let numbers = plan.axes[axis].numbers else { return [] }
        var order: [[Int]] = []
        var points: [[Int]: [SweepSeries.Point]] = [:]
        for row in rows where row.reason == nil {
            var others = plan.places(ofPoint: row.point)
            let place = others.remove(at: axis)
            if points[others] == nil { order.append(others) }
            points[others, default: []].append(
                SweepSeries.Point(x: numbers[place], text: plan.axes[axis].values[place], row: row))
        }
        let otherAxes = plan.axes.indices.filter { $0 != axis }
        return order.map { places in
            let values = zip(otherAxes, places).map { axis, place in
                let axis = plan.axes[axis]
                return axis.key == "residency" ? axis.values[place] : "\(axis.key) \(axis.values[place])"
            }
            return SweepSeries(
                label: values.joined(separator: ", "), points: (points[places] ?? []).sorted { $0.x < $1.x })
        }
    }
}

extension SweepAxis {
    /// The values as counts of one unit; nil if they are not numbers of one kind.
    package var numbers: [Int]? {
        scale.map { scale in values.compactMap(scale.count) }
    }

    /// The text of a count in that unit.
    package func text(of count: Int) -> String {
        scale?.text(count) ?? String(count)
    }

    private var scale: RangeScale? {
        RangeScale.all.first { scale in values.allSatisfy { scale.count($0) != nil } }
    }
}
