import Exploration
import Quantities

/// The curves of a sweep as a picture: bytes above, cycles below, each against the swept key.
package struct SweepPlot {
    /// One line of a panel.
    struct Curve {
        /// What a line stands for.
        enum Role: Equatable {
            /// The place of a series, which decides its colour.
            case series(Int)
            /// What no schedule goes below at this SRAM, or with these units.
            case bound
            /// Each byte once.
            case floor
        }

        let role: Role
        let label: String
        let points: [(x: Double, y: Double)]
        /// Places of points that are knees.
        var knees: [Int] = []
    }

    /// One picture frame with a vertical axis of its own.
    struct Panel {
        let name: String
        let title: String
        let curves: [Curve]
        let scale: PlotScale
    }

    let title: String
    let key: String
    let horizontal: PlotScale
    let panels: [Panel]

    /// The axis that curves run along; nil if no key takes two numbers.
    package static func axis(of plan: SweepPlan) -> Int? {
        SweepResults(plan: plan, columns: [], figures: FigureStore(), rows: []).sweptAxis
    }

    /// Nil if no key takes two numbers, or no point ran.
    package init?(title: String, results: SweepResults) {
        guard let axis = results.sweptAxis else { return nil }
        let series = results.series(along: axis).filter { !$0.points.isEmpty }
        let values = series.flatMap { $0.points.map(\.x) }
        guard !values.isEmpty else { return nil }
        self.title = title
        let sweptAxis = results.plan.axes[axis]
        key = sweptAxis.key
        let isBinary = sweptAxis.values.allSatisfy { (try? Bytes(text: $0)) != nil }
        horizontal = .swept(
            values, inBinary: isBinary, atMost: Self.horizontalTicks, label: { sweptAxis.text(of: $0) })
        let knees = results.knees(along: axis)
        panels = [
            Self.panel(
                "bytes", of: results, series, knees, measure: .bytes, unit: Self.byteUnits,
                bounds: [
                    (.bound, "lower bound at this SRAM", ["bounds.capacityBytes"]),
                    (.floor, "floor: each byte once", ["bounds.compulsoryBytes"]),
                ]),
            Self.panel(
                "cycles", of: results, series, knees, measure: .cycles, unit: Self.cycleUnits,
                bounds: [(.bound, "bound of array and vector unit", ["bounds.arrayCycles", "bounds.vectorCycles"])]),
        ]
    }

    /// As many as have room for labels of eight letters, `128 GB/s`.
    private static let horizontalTicks = 8
    private static let byteUnits: [(scale: Double, title: String)] = [
        (1e9, "HBM traffic (GB)"), (1e6, "HBM traffic (MB)"), (1e3, "HBM traffic (kB)"), (1, "HBM traffic (B)"),
    ]
    private static let cycleUnits: [(scale: Double, title: String)] = [
        (1e9, "cycles (billions)"), (1e6, "cycles (millions)"), (1e3, "cycles (thousands)"), (1, "cycles"),
    ]

    private static func panel(
        _ name: String, of results: SweepResults, _ series: [SweepSeries], _ knees: [SweepKnee],
        measure: SweepKnee.Measure, unit: [(scale: Double, title: String)],
        bounds: [(role: Curve.Role, label: String, names: [String])]
    ) -> Panel {
        let most = series.flatMap { $0.points.compactMap { results.whole(measure.rawValue, of: $0.row) } }.max() ?? 0
        // A unit in which the largest number has two digits or more before its point.
        let unit = unit.first { Double(most) >= $0.scale * 10 } ?? (1, unit[unit.count - 1].title)
        var curves = series.enumerated().map { place, series in
            var curve = curve(.series(place), series.label.isEmpty ? "this sweep" : series.label, series, unit.scale) {
                results.whole(measure.rawValue, of: $0.row)
            }
            curve.knees = knees.filter { knee in
                knee.measure == measure && knee.series.label == series.label
            }.map(\.place)
            return curve
        }
        for bound in bounds {
            var known: [[Double]] = []
            for series in series {
                let curve = curve(bound.role, bound.label, series, unit.scale) { point in
                    bound.names.compactMap { results.whole($0, of: point.row) }.max()
                }
                // Series that differ in residency alone have one bound.
                let shape = curve.points.flatMap { [$0.x, $0.y] }
                guard !known.contains(shape) else { continue }
                known.append(shape)
                curves.append(curve)
            }
        }
        let values = curves.flatMap { $0.points.map(\.y) }
        return Panel(name: name, title: unit.title, curves: curves, scale: .measured(values, atMost: 6))
    }

    private static func curve(
        _ role: Curve.Role, _ label: String, _ series: SweepSeries, _ scale: Double,
        _ value: (SweepSeries.Point) -> Int?
    ) -> Curve {
        Curve(
            role: role, label: label,
            points: series.points.compactMap { point in value(point).map { (Double(point.x), Double($0) / scale) } })
    }
}
