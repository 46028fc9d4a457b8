/// A bend of a curve: up to here a larger value saves much, from here on little.
package struct SweepKnee: Sendable {
    /// What a knee is sought in.
    package enum Measure: String, CaseIterable, Sendable {
        case bytes = "hbm.totalBytes"
        case cycles
    }

    package let measure: Measure
    package let series: SweepSeries
    /// The place of the point among the series' points; at least 1.
    package let place: Int
    /// What it saves over the best of all points before, in bytes or cycles.
    package let saved: Int
    /// What lies between the most and the least of the series.
    package let range: Int

    package var point: SweepSeries.Point { series.points[place] }
    /// The point before with which it is compared: the last one.
    package var before: SweepSeries.Point { series.points[place - 1] }
}

extension SweepResults {
    /// The knees of all series, in the order of series and points: points that save at least a twentieth of what lies
    /// between the most and the least over all before, and at least four times what the next step saves.
    package func knees(along axis: Int) -> [SweepKnee] {
        series(along: axis).flatMap { series in
            SweepKnee.Measure.allCases.flatMap { knees(of: series, in: $0) }
                .sorted { ($0.place, $0.measure.rawValue) < ($1.place, $1.measure.rawValue) }
        }
    }

    private func knees(of series: SweepSeries, in measure: SweepKnee.Measure) -> [SweepKnee] {
        let values = series.points.compactMap { whole(measure.rawValue, of: $0.row) }
        guard values.count == series.points.count, values.count > 2, let most = values.max(), let least = values.min()
        else { return [] }
        let range = most - least
        return (1..<values.count - 1).compactMap { place in
            // A fall from a peak back to what was reached before saves nothing.
            let saved = (values[..<place].min() ?? 0) - values[place]
            let next = max(values[place] - values[place + 1], 0)
            guard saved > 0, saved >= (range + 19) / 20, saved / 4 >= next else { return nil }
            return SweepKnee(measure: measure, series: series, place: place, saved: saved, range: range)
        }
    }
}
