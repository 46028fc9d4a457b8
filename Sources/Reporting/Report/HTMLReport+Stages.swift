import Accelerator
import Architecture
import Quantities

extension HTMLReport {
    /// Bytes by class and array cycles by cause, a bar for each stage, and the table of `systole simulate`.
    var stageSection: Section {
        Section(
            id: "stages", title: "Where bytes and cycles go",
            explanation: "One bar for each stage. Above, bytes over the HBM interface by class; below, what the "
                + "array did in each of its cycles.",
            body: picture(bytesDrawing, TrafficClass.allCases.map { ($0.name, $0.name) })
                + picture(cyclesDrawing, UnitAccount().causes.map { ($0.name, $0.name) })
                + report.table(perLayer: false).html)
    }

    /// A drawing that scrolls in a window too narrow to read it, and what its colours mean.
    func picture(_ drawing: Drawing, _ legend: [(name: String, style: String)]) -> String {
        let items = legend.map { "<span><i class=\"swatch bg-\($0.style)\"></i>\(htmlEscaped($0.name))</span>" }
        let line = legend.isEmpty ? "" : "<div class=\"legend\">\(items.joined())</div>\n"
        return "<figure><div class=\"wide\">\(drawing.svg)</div>\n\(line)</figure>\n"
    }

    var bytesDrawing: Drawing {
        bars("HBM bytes by stage and class") { stage in
            let parts = TrafficClass.allCases.map {
                (name: $0.name, count: (stage.account.read[$0] + stage.account.written[$0]).count)
            }
            return (parts, stage.account.useful.megabytesText)
        }
    }

    private var cyclesDrawing: Drawing {
        bars("array cycles by stage and cause") { stage in
            let parts = stage.account.array.causes.map { (name: $0.name, count: $0.cycles.count) }
            return (parts, "\(groupingDigits(stage.account.array.total.count)) cycles, \(stage.boundBy.rawValue)")
        }
    }

    private func bars(
        _ title: String, _ content: (WorkSummary) -> (parts: [(name: String, count: Int)], text: String)
    ) -> Drawing {
        let rows = report.stages.map { (stage: $0, content: content($0)) }
        var drawing = Drawing(width: 900, height: Double(rows.count) * 30 + 8, title: title)
        let most = rows.map { $0.content.parts.reduce(0) { $0 + $1.count } }.max() ?? 0
        let scale = 500 / Double(max(1, most))
        for (place, row) in rows.enumerated() {
            let y = Double(place) * 30 + 6
            let times = row.stage.iterations > 1 ? " x \(row.stage.iterations)" : ""
            drawing.label(row.stage.name + times, x: 150, y: y + 15, anchor: .end)
            var x = 160.0
            for part in row.content.parts {
                let width = Double(part.count) * scale
                drawing.rectangle(
                    x: x, y: y, width: width, height: 22, style: "fill-\(part.name)",
                    title: "\(row.stage.name), \(part.name): \(groupingDigits(part.count))")
                x += width
            }
            drawing.label(row.content.text, x: x + 8, y: y + 15, style: "label quiet")
        }
        return drawing
    }
}
