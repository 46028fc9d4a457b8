/// A bend of a curve: up to here a larger value saves much, from here on little.
package struct SweepKnee: Sendable {
    /// What a knee is sought in.
    package enum Measure: String, CaseIterable, Sendable {
        case bytes = "hbm.totalBytes"
        case cycles
    }

    package let measure: Measure
    package let series: SweepSeries
    private let knee: CurveKnee

    fileprivate init(_ knee: CurveKnee, of series: SweepSeries, in measure: Measure) {
        self.measure = measure
        self.series = series
        self.knee = knee
    }

    /// The place of the point among the series' points; at least 1.
    package var place: Int { knee.place }
    /// What it saves over all points up to the one where the steep part begins, in bytes or cycles.
    package var saved: Int { knee.fall }
    package var point: SweepSeries.Point { series.points[knee.place] }
    /// Where the steep part begins.
    package var before: SweepSeries.Point { series.points[knee.start] }
}

extension SweepResults {
    /// The knees of all series, in the order of series and points.
    package func knees(along axis: Int) -> [SweepKnee] {
        series(along: axis).flatMap { series in
            SweepKnee.Measure.allCases.flatMap { knees(of: series, in: $0) }
                .sorted { ($0.place, $0.measure.rawValue) < ($1.place, $1.measure.rawValue) }
        }
    }

    private func knees(of series: SweepSeries, in measure: SweepKnee.Measure) -> [SweepKnee] {
        let points = series.points.compactMap { point in
            whole(measure.rawValue, of: point.row).map { (x: point.x, y: $0) }
        }
        guard points.count == series.points.count else { return [] }
        return curveKnees(of: points).map { SweepKnee($0, of: series, in: measure) }
    }
}
