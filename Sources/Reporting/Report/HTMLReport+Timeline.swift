import Architecture
import JSONText
import Quantities

extension HTMLReport {
    /// The timeline that a script draws.
    var timelineSection: Section {
        let note =
            timeline.resolution == 0
            ? "" : " Neighbours that are together shorter than \(timeline.resolution) cycles are one bar."
        return Section(
            id: "timeline", title: "Timeline",
            explanation: "Every unit and every operation. Drag over a range to zoom in, double-click to see all, hold "
                + "Ctrl and turn the wheel, or use the buttons and arrow keys; hover over a bar for what it is.\(note)",
            body: """
                <noscript><p>The timeline needs JavaScript; the pictures below do without.</p></noscript>
                <div id="controls" hidden><button id="in">Zoom in</button><button id="out">Zoom out</button>\
                <button id="left">Earlier</button><button id="right">Later</button><button id="all">All</button>\
                <output id="range"></output></div>
                <canvas id="view" tabindex="0" role="img" aria-label="timeline of all units" hidden></canvas>
                <div id="tip" role="status" hidden></div>

                """)
    }

    /// How busy every unit is over time, SRAM and bandwidth: the same for readers without a script.
    var overviewSection: Section {
        Section(
            id: "overview", title: "Activity and SRAM over time",
            explanation: "The share of each moment in which a unit works, then SRAM taken and HBM bandwidth.",
            body: picture(activityDrawing, []))
    }

    /// Units one below the other, stages marked above.
    var activityDrawing: Drawing {
        let rows = units
        var drawing = Drawing(
            width: 900, height: Double(rows.count) * 46 + 190, title: "activity of every unit, SRAM and bandwidth")
        let cycles = Double(max(1, report.cycles.count))
        func x(_ cycle: Int) -> Double { 90 + Double(cycle) / cycles * 800 }
        drawStages(from: 90, to: 890, on: &drawing)
        var y = 32.0
        for row in rows {
            let shares = busyShares(of: row.track)
            drawing.label(row.name, x: 82, y: y + 24, anchor: .end)
            drawing.line((90, y + 40), (890, y + 40), style: "axis")
            let points = shares.enumerated().flatMap { place, share in
                let (left, right) = (place * 800 / shares.count, (place + 1) * 800 / shares.count)
                return [left, right].map { (x: 90 + Double($0), y: y + 40 - share * 38) }
            }
            drawing.path(points, base: y + 40, style: "fill-\(row.style)")
            y += 46
        }
        plot(
            timeline.samples[tracks.sram], most: run.machine.sram.total.count,
            labels: ("SRAM", run.machine.sram.total.text), style: "fill-activations", y: y, x: x, on: &drawing)
        plot(
            timeline.samples[tracks.bandwidth], most: run.machine.availableBandwidth.count,
            labels: ("HBM", run.machine.availableBandwidth.text), style: "fill-weights", y: y + 66, x: x, on: &drawing)
        drawing.label("0", x: 90, y: y + 148, style: "label quiet")
        drawing.label(
            "\(report.cycles.count.groupedText) cycles", x: 890, y: y + 148, anchor: .end, style: "label quiet")
        return drawing
    }

    /// The stages as bands along the top of a picture over time.
    func drawStages(from left: Double, to right: Double, on drawing: inout Drawing) {
        let scale = (right - left) / Double(max(1, report.cycles.count))
        for (place, band) in stageBands.enumerated() {
            let name = run.program.stages[band.stage].name
            let (x, width) = (left + Double(band.begin) * scale, Double(band.end - band.begin) * scale)
            drawing.rectangle(
                x: x, y: 4, width: width, height: 20, style: place % 2 == 0 ? "band" : "band odd",
                title: "\(name): \((band.end - band.begin).groupedText) cycles")
            if width > Double(name.count) * 7 + 6 {
                drawing.label(name, x: x + width / 2, y: 18, anchor: .middle)
            }
        }
    }

    /// The stages one after the other, over all inferences.
    private var stageBands: [(stage: Int, begin: Int, end: Int)] {
        var bands: [(stage: Int, begin: Int, end: Int)] = []
        for slice in timeline.slices[TimelineTracks.progress] where slice.stage >= 0 {
            if let last = bands.last, last.stage == slice.stage {
                bands[bands.count - 1].end = slice.end
            } else {
                bands.append((slice.stage, slice.begin, slice.end))
            }
        }
        return bands
    }

    private var units: [(track: Int, name: String, style: String)] {
        [(TimelineTracks.array, "array", "working"), (TimelineTracks.vector, "vector", "keyValueCache")]
            + (0..<run.machine.dma.channels).map { (TimelineTracks.dma($0), "dma\($0)", "weights") }
    }

    /// A counter as an area.
    private func plot(
        _ samples: [(time: Int, value: Int)], most: Int, labels: (name: String, most: String), style: String,
        y: Double, x: (Int) -> Double, on drawing: inout Drawing
    ) {
        var points: [(x: Double, y: Double)] = []
        for sample in samples {
            let height = y + 60 - Double(sample.value) / Double(max(1, most)) * 54
            if let last = points.last { points.append((x(sample.time), last.y)) }
            points.append((x(sample.time), height))
        }
        drawing.line((90, y + 6), (890, y + 6), style: "limit")
        drawing.line((90, y + 60), (890, y + 60), style: "axis")
        drawing.path(points, base: y + 60, style: style)
        drawing.label(labels.name, x: 82, y: y + 36, anchor: .end)
        drawing.label(labels.most, x: 82, y: y + 12, anchor: .end, style: "label quiet")
    }

    /// Of each of 400 equal parts of the run, the share in which a unit works.
    private func busyShares(of track: Int) -> [Double] {
        let count = 400
        let width = Double(max(1, report.cycles.count)) / Double(count)
        var shares = Array(repeating: 0.0, count: count)
        for slice in timeline.slices[track] where slice.end > slice.begin {
            let density = Double(slice.working) / Double(slice.end - slice.begin)
            let (first, last) = (Double(slice.begin) / width, Double(slice.end) / width)
            for place in Int(first)...min(count - 1, Int(last)) {
                let covered = min(last, Double(place + 1)) - max(first, Double(place))
                shares[place] = min(1, shares[place] + max(0, covered) * density)
            }
        }
        return shares
    }

    /// What the script draws: for each track, eleven numbers for each slice, times relative to the slice before.
    var timelineData: TextBytes {
        var text = TextBytes()
        text.append("{\"cycles\":")
        text.append(report.cycles.count)
        text.append(",\n\"categories\":\(names(TimelineCategory.allCases.map(\.name)))")
        text.append(",\n\"names\":\(names(tracks.names))")
        text.append(",\n\"iterations\":\(JSONNode.integers(run.program.stages.map(\.iterations)).lineText)")
        text.append(",\n\"tracks\":[")
        for track in 0...tracks.memory {
            text.append(track == 0 ? "\n" : ",\n")
            text.append("{\"name\":\(names([tracks.tracks[track].name]).dropFirst().dropLast()),\"slices\":[")
            var last = 0
            for (place, slice) in timeline.slices[track].enumerated() {
                if place > 0 { text.append(",") }
                text.append(slice.begin - last)
                for number in [
                    slice.end - slice.begin, slice.name, slice.category.rawValue, slice.stage, slice.layer,
                    slice.iteration, slice.working, slice.waiting, slice.bytes, slice.count,
                ] {
                    text.appendField(number)
                }
                last = slice.begin
            }
            text.append("]}")
        }
        text.append("]}\n")
        return text
    }

    /// Texts as JSON that cannot end the element they stand in.
    private func names(_ texts: [String]) -> String {
        JSONNode.strings(texts).lineText.unicodeScalars.reduce(into: "") { text, scalar in
            if scalar == "<" { text += "\\u003c" } else { text.unicodeScalars.append(scalar) }
        }
    }
}
