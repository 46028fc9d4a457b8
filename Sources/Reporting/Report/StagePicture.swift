import Accelerator
import Architecture
import Quantities

/// Bars for the stages of a run: bytes over the HBM interface by class, and the array's cycles by cause.
package struct StagePicture {
    /// One bar: its parts from left to right, and what is written behind it.
    private struct Bar {
        let name: String
        let parts: [(name: String, count: Int)]
        let text: String
    }

    private static let width = 900.0
    private static let rowHeight = 30.0

    private let report: RunReport

    package init(_ report: RunReport) { self.report = report }

    var bytes: Drawing {
        var drawing = Drawing(width: Self.width, height: height + 2, title: "HBM bytes by stage and class")
        draw(byteBars, from: 6, on: &drawing)
        return drawing
    }

    var cycles: Drawing {
        var drawing = Drawing(width: Self.width, height: height + 2, title: "array cycles by stage and cause")
        draw(cycleBars, from: 6, on: &drawing)
        return drawing
    }

    static let classes = TrafficClass.allCases.map(\.name)
    static let causes = UnitAccount().causes.map(\.name)

    /// Both as a picture of its own: SVG with its colours, in light and dark.
    package var svg: String {
        let title = "\(report.workload) on \(report.machine.name), \(report.residency.rawValue)"
        var drawing = Drawing(width: Self.width, height: 2 * height + 132, title: title)
        let time = RunUnits(report).timeText(report.cycles)
        var y = 24.0
        drawing.label(
            "\(title): \(report.total.account.useful.decimalUnitText) over the HBM interface", x: 16, y: y,
            style: "title")
        draw(byteBars, from: y + 14, on: &drawing)
        drawLegend(Self.classes, at: y + height + 30, on: &drawing)
        y += height + 66
        drawing.label(
            "\(report.cycles.count.groupedText) cycles = \(time), and what the array did in them", x: 16,
            y: y, style: "title")
        draw(cycleBars, from: y + 14, on: &drawing)
        drawLegend(Self.causes, at: y + height + 30, on: &drawing)
        return drawing.document(style: ReportStyle.colors)
    }

    private var height: Double { Double(report.stages.count) * Self.rowHeight + 6 }

    private var byteBars: [Bar] {
        report.stages.map { stage in
            let parts = TrafficClass.allCases.map {
                (name: $0.name, count: (stage.account.read[$0] + stage.account.written[$0]).count)
            }
            return Bar(name: Self.name(of: stage), parts: parts, text: stage.account.useful.decimalUnitText)
        }
    }

    private var cycleBars: [Bar] {
        report.stages.map { stage in
            let parts = stage.account.array.causes.map { (name: $0.name, count: $0.cycles.count) }
            let text = "\(stage.cycles.count.groupedText) cycles, bound by \(stage.boundBy.rawValue)"
            return Bar(name: Self.name(of: stage), parts: parts, text: text)
        }
    }

    private static func name(of stage: WorkSummary) -> String {
        stage.iterations > 1 ? "\(stage.name) x \(stage.iterations.groupedText)" : stage.name
    }

    private func draw(_ bars: [Bar], from top: Double, on drawing: inout Drawing) {
        let most = bars.map { $0.parts.reduce(0) { $0 + $1.count } }.max() ?? 0
        let scale = 420 / Double(max(1, most))
        for (place, bar) in bars.enumerated() {
            let y = top + Double(place) * Self.rowHeight
            drawing.label(bar.name, x: 150, y: y + 15, anchor: .end)
            var x = 160.0
            for part in bar.parts {
                let width = Double(part.count) * scale
                drawing.rectangle(
                    x: x, y: y, width: width, height: 22, style: "fill-\(part.name)",
                    title: "\(bar.name), \(part.name): \(part.count.groupedText)")
                x += width
            }
            drawing.label(bar.text, x: x + 8, y: y + 15, style: "label quiet")
        }
    }

    /// Names in a row, each behind its colour, in as many columns as there are names.
    private func drawLegend(_ names: [String], at y: Double, on drawing: inout Drawing) {
        var x = 16.0
        for name in names {
            drawing.rectangle(x: x, y: y - 10, width: 12, height: 12, style: "fill-\(name)")
            drawing.label(name, x: x + 17, y: y, style: "small")
            x += 32 + 6.6 * Double(name.count)
        }
    }
}
