import Architecture
import Quantities

extension HTMLReport {
    /// How many columns the picture of the plan has: one for each pixel.
    static let ganttColumns = 500
    /// The rows that save most are drawn; further ones save little.
    private static let ganttRows = 32

    /// What the residency plan keeps on chip, from when to when.
    var residencySection: Section {
        let kept = gantt.rows.sorted { ($1.saved, $0.family.pattern) < ($0.saved, $1.family.pattern) }
        let shown = kept.prefix(Self.ganttRows).sorted { Self.begin($0) < Self.begin($1) }
        let rest = kept.dropFirst(Self.ganttRows)
        let restText =
            rest.isEmpty
            ? ""
            : " \(rest.count.groupedText) more save \(rest.reduce(Bytes(0)) { $0 + $1.saved }.decimalUnitText) together."
        return Section(
            id: "residency", title: "What stays on chip",
            explanation:
                "The residency plan of <code>\(run.residency.rawValue)</code>: a row for tensors that differ in "
                + "their layer alone, as high as what of them is kept at the time. On the right, the HBM traffic that "
                + "this saves.\(restText)",
            body: shown.isEmpty
                ? "<p>Nothing stays from one operation to another.</p>\n"
                : picture(
                    ganttDrawing(shown),
                    [("weights", "weights"), ("activations, keys and values, inputs", "activations")]))
    }

    private static func begin(_ row: ResidencyGantt.Row) -> Int {
        row.kept.firstIndex { $0 > 0 } ?? row.kept.count
    }

    /// A name with its start left out if there is no room for it.
    private static func shortened(_ name: String) -> String {
        let room = 38
        return name.count <= room ? name : "..." + name.suffix(room - 3)
    }

    private func ganttDrawing(_ rows: [ResidencyGantt.Row]) -> Drawing {
        let (left, height) = (288.0, 20.0)
        let right = left + Double(Self.ganttColumns)
        var drawing = Drawing(
            width: 900, height: Double(rows.count) * height + 56, title: "what stays on chip over time")
        drawStages(from: left, to: right, on: &drawing)
        for (place, row) in rows.enumerated() {
            let base = Double(place + 1) * height + 32
            let most = max(1, row.kept.max() ?? 1)
            drawing.label(Self.shortened(row.family.name), x: left - 8, y: base - 5, anchor: .end)
            drawing.line((left, base), (right, base), style: "grid")
            let text =
                "\(row.family.name): \(row.most.binaryUnitText), saves \(row.saved.decimalUnitText)"
            drawing.path(
                steps(row.kept.map { base - $0 / most * (height - 4) }, from: left, base: base), base: base,
                style: row.isWeight ? "fill-weights" : "fill-activations", title: text)
            drawing.label(row.saved.decimalUnitText, x: right + 10, y: base - 5, style: "label quiet")
        }
        let bottom = Double(rows.count) * height + 50
        drawing.label("0", x: left, y: bottom, style: "label quiet")
        drawing.label(
            "\(report.cycles.count.groupedText) cycles", x: right, y: bottom, anchor: .end, style: "label quiet")
        return drawing
    }

    /// The corners of a line that is level in each column.
    private func steps(_ heights: [Double], from left: Double, base: Double) -> [(x: Double, y: Double)] {
        var corners: [(x: Double, y: Double)] = [(left, base)]
        for (column, height) in heights.enumerated() where height != corners[corners.count - 1].y {
            let x = left + Double(column)
            corners += [(x, corners[corners.count - 1].y), (x, height)]
        }
        corners.append((left + Double(heights.count), corners[corners.count - 1].y))
        return corners
    }
}
