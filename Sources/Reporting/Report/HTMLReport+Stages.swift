extension HTMLReport {
    /// Bytes by class and array cycles by cause, a bar for each stage, and the table of `systole simulate`.
    var stageSection: Section {
        let stages = StagePicture(report)
        return Section(
            id: "stages", title: "Where bytes and cycles go",
            explanation:
                "One bar for each stage. Above, bytes over the HBM interface by class; below, what the array did in "
                + "each of its cycles that are booked to the stage, and how many cycles the stage takes. (Stages overlap, "
                + "so that the two may differ a little.)",
            body: picture(stages.bytes, StagePicture.classes.map { ($0, $0) })
                + picture(stages.cycles, StagePicture.causes.map { ($0, $0) })
                + report.table(perLayer: false).html)
    }

    /// A drawing that scrolls in a window too narrow to read it, and what its colours mean.
    func picture(_ drawing: Drawing, _ legend: [(name: String, style: String)]) -> String {
        let items = legend.map { "<span><i class=\"swatch bg-\($0.style)\"></i>\(htmlEscaped($0.name))</span>" }
        let line = legend.isEmpty ? "" : "<div class=\"legend\">\(items.joined())</div>\n"
        return "<figure><div class=\"wide\">\(drawing.svg)</div>\n\(line)</figure>\n"
    }
}
