import Quantities

extension SweepPlot {
    static let plotWidth = 640.0
    /// More than any letter of the fonts that browsers take for sans-serif is wide on average, at 13 px.
    static let letterWidth = 8.0

    private static let left = 88.0
    private static let top = 64.0
    private static let panelHeight = 260.0
    private static let panelGap = 80.0
    private static let lineHeight = 22.0

    /// The picture as SVG 1.1: static, in colours for light and dark.
    package var svg: String {
        let labels = panels.flatMap { $0.curves.map(\.label) } + ["knee"]
        let legendWidth = 56 + Self.letterWidth * Double(labels.map(\.count).max() ?? 0)
        let titleWidth = Self.letterWidth * 1.3 * Double(title.count)
        let width = max(Self.left + Self.plotWidth + 24 + legendWidth, Self.left + titleWidth + 16)
        var body = ""
        var y = Self.top
        for panel in panels {
            let height = max(Self.panelHeight, Self.lineHeight * Double(legend(of: panel).count + 1))
            body += svg(of: panel, top: y, height: height)
            y += height + Self.panelGap
        }
        let size = "\(Self.number(width)) \(Self.number(y - 8))"
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(size)" width="\(Self.number(width))" \
            height="\(Self.number(y - 8))" role="img" aria-labelledby="title">
            <title id="title">\(Self.escaped(title))</title>
            <style>
            \(Self.style)
            </style>
            <rect class="ground" width="100%" height="100%"/>
            <text class="heading" x="\(Self.number(Self.left))" y="32">\(Self.escaped(title))</text>
            \(body)</svg>

            """
    }

    private func svg(of panel: Panel, top: Double, height: Double) -> String {
        var text = "<g id=\"\(panel.name)\">\n"
        text += "<text class=\"axis\" x=\"\(Self.number(Self.left))\" y=\"\(Self.number(top - 10))\">"
        text += "\(Self.escaped(panel.title))</text>\n"
        text += grid(of: panel, top: top, height: height)
        let place = { (x: Double, y: Double) in
            (
                Self.left + horizontal.position(of: x) * Self.plotWidth,
                top + (1 - panel.scale.position(of: y)) * height
            )
        }
        let seriesCount = panel.curves.count { if case .series = $0.role { true } else { false } }
        // Each series is thinner than the one before, and bounds are thin and dashed: what lies upon each other all shows.
        for curve in panel.curves {
            text += svg(of: curve, seriesCount: seriesCount, at: place)
        }
        for (row, entry) in legend(of: panel).enumerated() {
            text += svg(of: entry, seriesCount: seriesCount, y: top + 8 + Double(row) * Self.lineHeight)
        }
        return text + "</g>\n"
    }

    private func grid(of panel: Panel, top: Double, height: Double) -> String {
        var text = ""
        let right = Self.left + Self.plotWidth
        for tick in panel.scale.ticks {
            let y = Self.number(top + (1 - panel.scale.position(of: tick.value)) * height)
            text += "<path class=\"grid\" d=\"M\(Self.number(Self.left)) \(y)H\(Self.number(right))\"/>"
            text += "<text class=\"tick y\" x=\"\(Self.number(Self.left - 8))\" y=\"\(y)\">\(tick.label)</text>\n"
        }
        for tick in horizontal.ticks {
            let x = Self.number(Self.left + horizontal.position(of: tick.value) * Self.plotWidth)
            text += "<path class=\"grid\" d=\"M\(x) \(Self.number(top))V\(Self.number(top + height))\"/>"
            text += "<text class=\"tick x\" x=\"\(x)\" y=\"\(Self.number(top + height + 24))\">"
            text += "\(Self.escaped(tick.label))</text>\n"
        }
        text += "<text class=\"axis key\" x=\"\(Self.number(right))\" y=\"\(Self.number(top + height + 46))\">"
        return text + "\(Self.escaped(key + (horizontal.isLogarithmic ? " (logarithmic)" : "")))</text>\n"
    }

    private func svg(
        of curve: Curve, seriesCount: Int, at place: (Double, Double) -> (Double, Double)
    ) -> String {
        let points = curve.points.map { place($0.x, $0.y) }
        let path = points.map { "\(Self.number($0.0)) \(Self.number($0.1))" }.joined(separator: "L")
        var text = "<path class=\"curve \(curve.classes)\"\(curve.width(among: seriesCount)) d=\"M\(path)\">"
        text += "<title>\(Self.escaped(curve.label))</title></path>\n"
        guard case .series = curve.role else { return text }
        if points.count <= 40 {
            for point in points {
                text += "<circle class=\"dot \(curve.classes)\" cx=\"\(Self.number(point.0))\" "
                text += "cy=\"\(Self.number(point.1))\" r=\"2.5\"/>\n"
            }
        }
        for knee in curve.knees {
            text += "<circle class=\"knee \(curve.classes)\" cx=\"\(Self.number(points[knee].0))\" "
            text += "cy=\"\(Self.number(points[knee].1))\" r=\"7\"/>\n"
        }
        return text
    }

    /// A line of the legend: a curve, or the mark of knees.
    private enum LegendEntry {
        case curve(Curve)
        case knee
    }

    private func legend(of panel: Panel) -> [LegendEntry] {
        var seen: Set<String> = []
        let curves = panel.curves.filter { $0.isSeries || seen.insert($0.label).inserted }.map(LegendEntry.curve)
        return curves + (panel.curves.contains { !$0.knees.isEmpty } ? [.knee] : [])
    }

    private func svg(of entry: LegendEntry, seriesCount: Int, y: Double) -> String {
        let x = Self.left + Self.plotWidth + 24
        let label: String
        var text: String
        switch entry {
        case .curve(let curve):
            label = curve.label
            text = "<path class=\"curve sample \(curve.classes)\"\(curve.width(among: seriesCount)) "
            text += "d=\"M\(Self.number(x)) \(Self.number(y))h28\"/>"
        case .knee:
            label = "knee"
            text = "<circle class=\"knee sample\" cx=\"\(Self.number(x + 14))\" cy=\"\(Self.number(y))\" r=\"7\"/>"
        }
        text += "<text class=\"legend\" x=\"\(Self.number(x + 38))\" y=\"\(Self.number(y))\">"
        return text + "\(Self.escaped(label))</text>\n"
    }

    /// At most two decimals.
    static func number(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        var text = decimalText(numerator: hundredths, denominator: 100, digits: 2)
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return text
    }

    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in replacingControls(in: text).unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// Colours of eight series; further ones have them again with dashes.
    private static let style: String = {
        let light = ["#1f5fbf", "#c2410c", "#15803d", "#a21caf", "#0e7490", "#a16207", "#be123c", "#4d5566"]
        let dark = ["#7db3ff", "#ff9d66", "#5fd98a", "#ee8cff", "#5fd3ea", "#f5c04a", "#ff8fa8", "#b9c2d3"]
        let lines = light.enumerated().map { ".s\($0.offset){stroke:\($0.element)}" }.joined()
        let darkLines = dark.enumerated().map { ".s\($0.offset){stroke:\($0.element)}" }.joined()
        return """
            text{font:13px system-ui,-apple-system,"Segoe UI","DejaVu Sans",sans-serif;fill:#2b313c}
            .heading{font-size:16px;font-weight:600}.axis{font-weight:600}.key,.y{text-anchor:end}.x{text-anchor:middle}
            .y,.legend{dominant-baseline:central}.ground{fill:#fff}.grid{stroke:#e3e6eb;fill:none}
            .curve{fill:none;stroke-linejoin:round}.bound,.floor{stroke:#5b6472;stroke-width:1.5}
            .bound{stroke-dasharray:7 4}.floor{stroke-dasharray:2 3}.knee{fill:none;stroke-width:1.5}
            .knee.sample{stroke:#5b6472}.dot{fill:#fff;stroke-width:1.5}.d1{stroke-dasharray:9 3}
            .d2{stroke-dasharray:4 3}\(lines)
            @media (prefers-color-scheme:dark){text{fill:#dde2ea}.ground{fill:#14171c}.grid{stroke:#2b313b}
            .bound,.floor,.knee.sample{stroke:#a4adbb}.dot{fill:#14171c}\(darkLines)}
            """
    }()
}

extension SweepPlot.Curve {
    fileprivate var isSeries: Bool {
        if case .series = role { true } else { false }
    }

    fileprivate var classes: String {
        switch role {
        case .series(let place): "s\(place % 8)" + (place < 8 ? "" : " d\(min(place / 8, 2))")
        case .bound: "bound"
        case .floor: "floor"
        }
    }

    /// From 4.5 px for the first series down to 1.5 for the last.
    fileprivate func width(among count: Int) -> String {
        guard case .series(let place) = role else { return "" }
        let width = count < 2 ? 2 : 4.5 - 3 * Double(place) / Double(count - 1)
        return " stroke-width=\"\(SweepPlot.number(width))\""
    }
}
