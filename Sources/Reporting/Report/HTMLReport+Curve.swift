import Architecture
import Quantities

extension HTMLReport {
    /// Bytes over size of SRAM, a line for each residency mode.
    var curveSection: Section {
        let unit = traffic
        var table = TextTable(
            columns: [.number("SRAM", name: nil)]
                + curve.lines.map { .number($0.mode.rawValue, unit: unit.name, name: nil) })
        for capacity in capacities {
            table.append(
                [TextCell(capacity.binaryUnitText)]
                    + curve.lines.map { line in
                        guard let place = line.points.firstIndex(where: { $0.capacity == capacity }) else { return "-" }
                        let mark = line.knees.contains(place) ? " (knee)" : ""
                        return TextCell(unit.text(line.points[place].bytes.count, digits: 2) + mark)
                    })
        }
        return Section(
            id: "sram", title: "What more or less SRAM would change",
            explanation:
                "HBM bytes at other sizes of SRAM. A ring marks a knee: up to it more SRAM saves much, beyond it "
                + "less than a quarter as much. The dashed line is this machine; the grey one is each byte once. Sizes so small that mapping them takes long are left out.",
            body: picture(
                curveDrawing, curve.lines.indices.map { (curve.lines[$0].mode.rawValue, "series\($0 % 6)") })
                + table.html)
    }

    /// The unit of all points.
    private var traffic: CountUnit {
        .traffic(curve.lines.flatMap { $0.points.map(\.bytes.count) }.max() ?? 0)
    }

    private var capacities: [Bytes] {
        Array(Set(curve.lines.flatMap { $0.points.map(\.capacity) })).sorted()
    }

    var curveDrawing: Drawing {
        var drawing = Drawing(width: 900, height: 360, title: "HBM bytes over size of SRAM")
        let widest = Double(capacities.last?.count ?? 1)
        let unit = traffic
        let amounts = curve.lines.flatMap { $0.points.map { Double($0.bytes.count) / Double(unit.size) } }
        let scale = PlotScale.measured([0] + amounts, atMost: 5)
        func x(_ bytes: Bytes) -> Double { 90 + Double(bytes.count) / widest * 770 }
        func y(_ amount: Double) -> Double { 310 - scale.position(of: amount) * 280 }
        func y(_ bytes: Bytes) -> Double { y(Double(bytes.count) / Double(unit.size)) }
        for tick in scale.ticks {
            drawing.line((90, y(tick.value)), (860, y(tick.value)), style: "grid")
            drawing.label("\(tick.label) \(unit.name)", x: 82, y: y(tick.value) + 4, anchor: .end, style: "label quiet")
        }
        let room = CountUnit.room(Int(widest))
        for part in 0...4 {
            let bytes = Bytes(Int(widest) / 4 * part)
            let text = room.text(bytes.count, digits: Int(widest) >= 16 * room.size ? 0 : 1)
            drawing.label("\(text) \(room.name)", x: x(bytes), y: 330, anchor: .middle, style: "label quiet")
        }
        drawing.label("SRAM", x: 475, y: 352, anchor: .middle)
        if let floor = report.total.bounds?.compulsory {
            drawing.line((90, y(floor)), (860, y(floor)), style: "floor")
        }
        drawing.line((x(run.machine.sram.total), 20), (x(run.machine.sram.total), 310), style: "limit")
        for (place, line) in curve.lines.enumerated() {
            drawing.path(line.points.map { (x($0.capacity), y($0.bytes)) }, style: "line stroke-series\(place % 6)")
            for (index, point) in line.points.enumerated() {
                let isKnee = line.knees.contains(index)
                let text = "\(line.mode.rawValue), \(point.capacity.binaryUnitText): \(point.bytes.decimalUnitText)"
                if isKnee {
                    drawing.circle(x: x(point.capacity), y: y(point.bytes), radius: 8, style: "ring")
                }
                drawing.circle(
                    x: x(point.capacity), y: y(point.bytes), radius: 3.5, style: "dot fill-series\(place % 6)",
                    title: text + (isKnee ? ", a knee" : ""))
            }
        }
        return drawing
    }
}
