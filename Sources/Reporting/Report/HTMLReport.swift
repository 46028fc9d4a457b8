import Accelerator
import Architecture
import Mapping
import OperatorTrace
import Quantities

/// A run as one page of HTML that needs nothing else: pictures in SVG, a timeline to zoom, and all the numbers.
package struct HTMLReport {
    let run: TracedRun
    let report: RunReport
    let result: RunResult
    let curve: SRAMCurve
    let tracks: TimelineTracks
    let timeline: TimelineCollector
    let gantt: ResidencyGantt
    /// What was typed to make the page.
    let commandLine: String
    let version: String

    /// Runs the program for its counts and once more for its timeline, and maps the workload to other sizes of SRAM.
    ///
    /// Throws `SimulationError`.
    package init(_ run: TracedRun, commandLine: String, version: String) throws {
        self.run = run
        self.commandLine = commandLine
        self.version = version
        result = try simulate(run.program, on: run.machine)
        report = RunReport(
            workload: run.workload, program: run.program, result: result, machine: run.machine,
            residency: run.residency)
        var sinks = PairSink(
            first: TimelineSink(
                run, detail: .operations, selection: TraceSelection(run.program), encoder: TimelineCollector(),
                windows: 512),
            second: ResidencyGantt(run, columns: Self.ganttColumns, cycles: result.cycles))
        _ = try simulate(run.program, on: run.machine, into: &sinks)
        try sinks.first.close()
        timeline = sinks.first.encoder
        tracks = sinks.first.tracks
        gantt = sinks.second
        let modes: [ResidencyMode] = [.layerByLayer, .resident, .belady]
        curve = SRAMCurve(
            of: run.workload, on: run.machine,
            modes: modes.contains(run.residency) ? modes : modes + [run.residency])
    }

    /// Writes the page; the writer is not finished.
    package func write(to writer: OutputWriter) throws(OutputError) {
        let name = htmlEscaped(report.workload)
        try writer.write(
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="generator" content="systole \(htmlEscaped(version))">
            <title>\(name) on \(htmlEscaped(run.machine.name)) - Systole</title>
            <style>
            \(ReportStyle.page)</style>
            </head>
            <body>
            <header><h1>\(name) on \(htmlEscaped(run.machine.name))</h1>
            <p>\(htmlEscaped(subtitle))</p>
            <pre>\(htmlEscaped(commandLine))</pre></header>
            <main>

            """)
        for section in sections {
            try writer.write("<section id=\"\(section.id)\">\n<h2>\(section.title)</h2>\n")
            try writer.write("<p>\(section.explanation)</p>\n")
            try writer.write(section.body)
            try writer.write("</section>\n")
        }
        try writer.write("</main>\n<footer>Systole \(htmlEscaped(version))</footer>\n")
        try writer.write("<script type=\"application/json\" id=\"data\">\n")
        try writer.write(timelineData.bytes)
        try writer.write("</script>\n<script>\n\(ReportScript.timeline)</script>\n</body>\n</html>\n")
    }

    /// A part of the page.
    struct Section {
        var id: String
        var title: String
        /// HTML.
        var explanation: String
        /// HTML.
        var body: String
    }

    private var sections: [Section] {
        [stageSection, timelineSection, overviewSection, residencySection, rooflineSection, curveSection]
            + (documentSection.map { [$0] } ?? []) + [machineSection, workloadSection]
    }

    private var subtitle: String {
        let array = run.machine.array
        let time = RunUnits(report).timeText(report.cycles)
        return "\(run.residency.rawValue): \(report.total.account.useful.decimalUnitText) over the HBM interface, "
            + "\(report.cycles.count.groupedText) cycles = \(time) at \(run.machine.clock.text); "
            + "\(array.rows) x \(array.columns) \(array.dataflow.rawValue) array, "
            + "\(run.machine.sram.total.text) SRAM, \(run.machine.memory.kind.rawValue) at "
            + "\(run.machine.availableBandwidth.text)."
    }

    private var machineSection: Section {
        Section(
            id: "machine", title: "Machine", explanation: "Every key, as <code>--set</code> takes it.",
            body: "<details><summary>\(htmlEscaped(run.machine.name))</summary>\n"
                + AcceleratorDescription(run.machine).table.html + "</details>\n")
    }

    private var workloadSection: Section {
        var table = TextTable(columns: [.text("option", name: nil), .text("value", name: nil)])
        for option in report.options { table.append([TextCell(option.key), TextCell(option.value)]) }
        let operations = run.operations.count
        return Section(
            id: "workload", title: "Workload",
            explanation: "\(htmlEscaped(report.workload)): \(run.workload.stages.count.counted("stage")), "
                + "\(operations.counted("operation")), "
                + "\(ExecutionOrder(run.program).count.groupedText) executed in "
                + "\(report.total.account.commands.counted("command")).",
            body: report.options.isEmpty ? "" : table.html)
    }

    private var documentSection: Section? {
        guard let rows = DocumentFigures.rows(of: report) else { return nil }
        var table = TextTable(columns: [
            .text("stage", name: nil), .number("document", name: nil), .number("simulated", unit: "B", name: nil),
            .number("simulated", unit: "MB", name: nil), .number("simulated", unit: "MiB", name: nil),
        ])
        for row in rows {
            table.append([
                TextCell(row.name), TextCell(row.document), TextCell(row.simulated.count),
                TextCell(decimalText(numerator: row.simulated.count, denominator: 1_000_000, digits: 2)),
                TextCell(decimalText(numerator: row.simulated.count, denominator: 1 << 20, digits: 2)),
            ])
        }
        return Section(
            id: "document", title: "The derivation document beside it",
            explanation: "HBM bytes that the document derives by hand for transformer blocks alone, layer by layer. "
                + "Its expert, and with it its total, are in MiB but called MB.",
            body: table.html)
    }
}
