import Exploration
import Quantities

extension SweepReport {
    /// The table and, under it, what its marks mean.
    package var plainText: String {
        ([title + "\n\n" + table.plainText] + notes.map { $0.title + "\n" + $0.lines.map { "  \($0)\n" }.joined() })
            .joined(separator: "\n")
    }

    /// The same as GitHub Markdown.
    package var markdown: String {
        (["## \(title)\n\n" + table.markdown]
            + notes.map { "### \($0.title)\n\n" + $0.lines.map { "- \($0)\n" }.joined() })
            .joined(separator: "\n")
    }

    private var table: TextTable {
        let axes = results.plan.axes
        let units = SweepUnits(results)
        var table = TextTable(
            columns: axes.map { axis in
                axis.numbers == nil ? .text(axis.key, name: nil) : .number(axis.key, name: nil)
            } + [
                .number("cycles", name: nil), .number("time", unit: units.time.unit, name: nil),
                .number("HBM", unit: units.traffic.unit, name: nil), .number("of floor", unit: "x", name: nil),
                .number("of bound", unit: "x", name: nil), .number("array works", unit: "%", name: nil),
                .number("energy", unit: units.energy.unit, name: nil),
                .number("SRAM used", unit: units.peak.unit, name: nil), .text("note", name: nil),
            ])
        let reasons = reasons
        var previous: [String] = []
        for row in results.rows {
            let values = results.plan.values(ofPoint: row.point)
            if axes.count > 1, let last = previous.first, last != values[0], axes[1].values.count > 1 {
                table.appendSeparator()
            }
            previous = values
            let keys = axes.indices.map { TextCell(shortText(of: values[$0], axis: $0)) }
            table.append(keys + cells(of: row, in: units, reasons))
        }
        return table
    }

    private func cells(of row: SweepRow, in units: SweepUnits, _ reasons: [String]) -> [TextCell] {
        guard row.reason == nil, let cycles = results.whole("cycles", of: row),
            let bytes = results.whole("hbm.totalBytes", of: row)
        else {
            let place = reasons.firstIndex { $0 == row.reason } ?? 0
            return Array(repeating: TextCell("-"), count: 8) + [TextCell("impossible (\(place + 1))")]
        }
        let working = results.whole("unitCycles.array.working", of: row) ?? 0
        let marks = knees.indices.filter { knees[$0].knee.point.row.point == row.point }.map { "knee \(Self.mark($0))" }
        return [
            TextCell(cycles), units.time.cell(of: row),
            units.traffic.cell(of: row),
            ratio(bytes, to: "bounds.compulsoryBytes", of: row), ratio(bytes, to: "bounds.capacityBytes", of: row),
            TextCell(cycles == 0 ? "-" : decimalText(numerator: working * 100, denominator: cycles, digits: 1)),
            units.energy.cell(of: row), units.peak.cell(of: row),
            TextCell(marks.joined(separator: ", ")),
        ]
    }

    private func ratio(_ bytes: Int, to name: String, of row: SweepRow) -> TextCell {
        guard let bound = results.whole(name, of: row), bound > 0 else { return TextCell("-") }
        return TextCell(decimalText(numerator: bytes, denominator: bound, digits: 2))
    }

    private var notes: [(title: String, lines: [String])] {
        var notes: [(title: String, lines: [String])] = []
        if !knees.isEmpty {
            notes.append(("Knees: up to there the key saves much, beyond it little", knees.indices.map(kneeLine)))
        }
        if !remarks.isEmpty { notes.append(("Notes", remarks)) }
        let reasons = reasons
        if !reasons.isEmpty {
            notes.append(("Impossible points", reasons.enumerated().map { "(\($0.offset + 1)) \($0.element)" }))
        }
        return notes
    }

    private func kneeLine(_ place: Int) -> String {
        let (knee, explanation) = knees[place]
        let label = knee.series.label.isEmpty ? "" : "\(knee.series.label), "
        let saved =
            switch knee.measure {
            case .bytes: "\(Bytes(knee.saved).decimalUnitText) less"
            case .cycles: "\(knee.saved.groupedText) fewer cycles"
            }
        let axis = results.sweptAxis ?? 0
        let before = shortText(of: knee.before.text, axis: axis)
        let reason = explanation ?? (knee.measure == .cycles ? causeOfCycles(knee) : nil)
        return
            "\(Self.mark(place)): \(label)at \(shortText(of: knee.point.text, axis: axis)) \(saved) than at \(before)"
            + (reason.map { ": \($0)" } ?? "")
    }

    /// The cause of the array's cycles that became less by most.
    private func causeOfCycles(_ knee: SweepKnee) -> String? {
        let prefix = "unitCycles.array."
        let savings = results.columnNames.filter { $0.hasPrefix(prefix) }.compactMap { name -> (String, Int)? in
            guard let before = results.whole(name, of: knee.before.row),
                let now = results.whole(name, of: knee.point.row)
            else { return nil }
            return (String(name.dropFirst(prefix.count)), before - now)
        }
        guard let most = savings.max(by: { $0.1 < $1.1 }), most.1 > 0 else { return nil }
        return "the array's \(most.0) falls by \(most.1.groupedText)"
    }

    /// a, b, ... z, aa, ab.
    private static func mark(_ place: Int) -> String {
        let letter = String(Character(Unicode.Scalar(UInt8(ascii: "a") + UInt8(place % 26))))
        return place < 26 ? letter : mark(place / 26 - 1) + letter
    }

    /// A value of an axis; sizes in different units all in mebibytes. CSV and JSON have them exactly.
    private func shortText(of value: String, axis: Int) -> String {
        let values = results.plan.axes[axis].values
        let units = Set(values.map { $0.split(separator: " ").last ?? "" })
        guard units.count > 1, let bytes = try? Bytes(text: value), bytes.count > 0 else { return value }
        return bytes.binaryUnitText
    }
}
