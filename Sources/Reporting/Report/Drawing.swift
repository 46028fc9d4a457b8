/// A picture in SVG that follows the page's colours: shapes have classes, not colours of their own.
struct Drawing {
    let width: Double
    let height: Double
    private let title: String
    private var body = ""

    /// - Parameter title: what a screen reader says of it.
    init(width: Double, height: Double, title: String) {
        self.width = width
        self.height = height
        self.title = title
    }

    mutating func rectangle(
        x: Double, y: Double, width: Double, height: Double, style: String, title: String? = nil
    ) {
        guard width > 0, height > 0 else { return }
        let place = "x=\"\(fixed(x))\" y=\"\(fixed(y))\" width=\"\(fixed(width))\" height=\"\(fixed(height))\""
        add("rect", place, style, title)
    }

    mutating func circle(x: Double, y: Double, radius: Double, style: String, title: String? = nil) {
        add("circle", "cx=\"\(fixed(x))\" cy=\"\(fixed(y))\" r=\"\(fixed(radius))\"", style, title)
    }

    mutating func line(_ from: (x: Double, y: Double), _ to: (x: Double, y: Double), style: String) {
        let place = "x1=\"\(fixed(from.x))\" y1=\"\(fixed(from.y))\" x2=\"\(fixed(to.x))\" y2=\"\(fixed(to.y))\""
        add("line", place, style, nil)
    }

    /// A line through points; with `base`, the area between it and that height.
    mutating func path(
        _ points: [(x: Double, y: Double)], base: Double? = nil, style: String, title: String? = nil
    ) {
        guard let first = points.first, let last = points.last else { return }
        var text = "M\(fixed(first.x)) \(fixed(first.y))"
        for point in points.dropFirst() { text += "L\(fixed(point.x)) \(fixed(point.y))" }
        if let base { text += "L\(fixed(last.x)) \(fixed(base))L\(fixed(first.x)) \(fixed(base))Z" }
        add("path", "d=\"\(text)\"", style, title)
    }

    /// Where a label stands in relation to its place.
    enum Anchor: String {
        case start, middle, end
    }

    mutating func label(
        _ text: String, x: Double, y: Double, anchor: Anchor = .start, style: String = "label"
    ) {
        body +=
            "<text x=\"\(fixed(x))\" y=\"\(fixed(y))\" text-anchor=\"\(anchor.rawValue)\" class=\"\(style)\">"
            + "\(htmlEscaped(text))</text>\n"
    }

    /// The picture as an element of HTML.
    var svg: String {
        "<svg viewBox=\"0 0 \(fixed(width)) \(fixed(height))\" role=\"img\" aria-label=\"\(htmlEscaped(title))\">\n"
            + body + "</svg>\n"
    }

    /// The picture as a file of its own, with its colours.
    func document(style: String) -> String {
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(fixed(width)) \(fixed(height))\" "
            + "width=\"\(fixed(width))\" height=\"\(fixed(height))\">\n"
            + "<title>\(htmlEscaped(title))</title>\n<style>\(style)</style>\n"
            + "<rect width=\"100%\" height=\"100%\" class=\"paper\"/>\n" + body + "</svg>\n"
    }

    private mutating func add(_ element: String, _ place: String, _ style: String, _ title: String?) {
        body += "<\(element) \(place) class=\"\(style)\""
        if let title {
            body += "><title>\(htmlEscaped(title))</title></\(element)>\n"
        } else {
            body += "/>\n"
        }
    }
}

/// A coordinate with one decimal: a tenth of a pixel is finer than anyone sees.
func fixed(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let (whole, rest) = (tenths.magnitude / 10, tenths.magnitude % 10)
    return (tenths < 0 ? "-" : "") + "\(whole)" + (rest == 0 ? "" : ".\(rest)")
}

/// A text as HTML shows it, also within quotation marks.
func htmlEscaped(_ text: String) -> String {
    var escaped = ""
    for character in text.unicodeScalars {
        switch character {
        case "&": escaped += "&amp;"
        case "<": escaped += "&lt;"
        case ">": escaped += "&gt;"
        case "\"": escaped += "&quot;"
        default: escaped.unicodeScalars.append(character)
        }
    }
    return escaped
}
