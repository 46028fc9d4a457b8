import Exploration
import Quantities
import Reporting

/// How a sweep's records are written in the end.
struct SweepOutput: Sendable {
    let format: OutputFormat
    /// Numbers of which only the best points are kept; none to keep all.
    let pareto: [String]
    var destination: OutputDestination
    /// A file for the curves.
    let plot: String?

    /// Writes what an archive holds.
    /// - Parameters:
    ///   - explain: which tensors move less at a point than at the one before it.
    func write(
        _ archive: SweepArchive, explain: (_ before: Int, _ point: Int) -> TrafficDifference?
    ) throws {
        let kept = pareto.isEmpty ? archive.results : try archive.results.paretoFront(of: pareto)
        let writer = try destination.open()
        switch format {
        case .json: try writeJSON(archive, kept, to: writer)
        case .csv: try kept.writeCSV(to: writer)
        case .table: try writer.write(report(archive, kept, explain).plainText)
        case .markdown: try writer.write(report(archive, kept, explain).markdown)
        }
        try writer.finish()
    }

    /// A number of a result or a key that `--pareto` names wrongly, found before all points are run.
    func checkPareto(on outcomes: [SweepOutcome], of plan: SweepPlan) throws(SweepError) {
        for case .figures(let figures, _) in outcomes {
            let columns = SweepColumns(figures)
            var store = FigureStore()
            let first = store.append(Array(repeating: 0, count: figures.count))
            let row = SweepRow(point: 0, content: .figures(columns: 0, first: first))
            _ = try SweepResults(plan: plan, columns: [columns], figures: store, rows: [row]).paretoFront(of: pareto)
        }
    }

    /// Ends with status 1, after the result is written, if some points cannot be.
    static func reportImpossible(_ count: Int) throws {
        guard count > 0 else { return }
        writeToStandardError(
            "systole: \(count.counted("point")) \(count == 1 ? "is" : "are") impossible; the result says why")
        throw ReportedFailure()
    }

    /// Draws all points, also those that `--pareto` leaves out, if a picture was asked for. After the result, which is
    /// there even where nothing can be drawn.
    func drawPlot(of archive: SweepArchive) throws {
        guard let plot else { return }
        let title = Self.title(of: archive.header)
        guard let picture = SweepPlot(title: title, results: archive.results) else {
            throw CommandFailure("there is nothing to draw: no point ran, or no key takes two numbers")
        }
        try OutputDestination.file(plot).write(picture.svg)
    }

    private static func title(of header: SweepHeader) -> String {
        let mode = header.residency.isEmpty ? "" : ", \(header.residency)"
        let settings = header.settings.map { ", \($0.key)=\($0.value)" }.joined()
        return "\(header.workload.name) on \(header.accelerator.name)\(mode)\(settings)"
    }

    private func report(
        _ archive: SweepArchive, _ results: SweepResults,
        _ explain: (_ before: Int, _ point: Int) -> TrafficDifference?
    ) -> SweepReport {
        let all = archive.results.plan.count
        let kept = results.rows.count == all ? "" : "\(results.rows.count.groupedText) of "
        return SweepReport(
            title: "\(Self.title(of: archive.header)): \(kept)\(all.counted("point"))",
            results: results, remarks: remarks(on: archive), explain: explain)
    }

    private func remarks(on archive: SweepArchive) -> [String] {
        let idle = archive.results.idleKeys.map {
            "\($0) changes nothing here: every number is the same at all its values"
        }
        let keys = archive.header.axes.map(\.key) + archive.header.settings.map(\.key)
        let isMemoryVaried = archive.header.axes.contains { $0.key == "memory.kind" }
        guard isMemoryVaried, !keys.contains("energy.memoryPerByte") else { return idle }
        return idle + ["energy.memoryPerByte is the same for every memory.kind"]
    }

    /// One array, an element on each line, so that memory stays small and lines can be picked out.
    private func writeJSON(_ archive: SweepArchive, _ kept: SweepResults, to writer: OutputWriter) throws {
        var separator = "[\n"
        for row in kept.rows {
            try writer.write(separator)
            separator = ",\n"
            if let result = try archive.result(ofPoint: row.point) {
                try writer.write(result)
            } else {
                let plan = archive.results.plan
                let parameters = zip(plan.axes, plan.values(ofPoint: row.point)).map { ($0.key, $1) }
                try writer.write(SweepOutcome.text(ofReason: row.reason ?? "", at: parameters))
            }
        }
        try writer.write(separator == "[\n" ? "[]\n" : "\n]\n")
    }
}
