import Models
import Quantities
import Reporting

/// Tables with a line above each.
extension FootprintReport {
    var text: String {
        let storage = footprint.storage
        let total = "\(storage.parameters.groupedText) parameters, \(sizes(storage.bytes))"
        return [
            "\(name): \(total)\n",
            "Stored parameters\n" + componentTable.plainText,
            "By element type and use, and if all had one type\n" + typeTable.plainText,
            "Activations and K/V cache\n" + activationTable.plainText,
            "What fits in the SRAM of \"\(machine.name)\", \(sramText), each alone\n" + fitTable.plainText,
            "Room for weights beside a stage's K/V and activations (in place, attention by rows)\n"
                + stageTable.plainText,
        ].joined(separator: "\n")
    }

    private var sramText: String {
        guard machine.sram.isSplit else { return sizes(machine.sram.capacity) }
        return "weights \(sizes(machine.sram.weights)), all else \(sizes(machine.sram.activations))"
    }

    /// `41,943,040 B = 41.94 MB = 40.00 MiB`
    private func sizes(_ bytes: Bytes) -> String {
        "\(bytes.count.groupedText) B = \(megabytes(bytes)) MB = \(mebibytes(bytes)) MiB"
    }

    private func megabytes(_ bytes: Bytes) -> String {
        decimalText(numerator: bytes.count, denominator: 1_000_000, digits: 2)
    }

    private func mebibytes(_ bytes: Bytes) -> String {
        decimalText(numerator: bytes.count, denominator: 1 << 20, digits: 2)
    }

    private func cells(_ bytes: Bytes) -> [TextCell] {
        [TextCell(bytes.count), TextCell(megabytes(bytes)), TextCell(mebibytes(bytes))]
    }

    private static let sizeColumns: [TextColumn] = [
        .number("bytes", name: "bytes"), .number("MB", name: nil), .number("MiB", name: nil),
    ]

    private func share(_ part: Int, of whole: Int) -> TextCell {
        guard whole > 0 else { return .empty }
        let thousandths = productDividedRoundingUp(part, by: 100_000, over: whole) ?? 0
        return TextCell(decimalText(numerator: thousandths, denominator: 1000, digits: 3))
    }

    // MARK: Parameters

    private var componentTable: TextTable {
        var table = TextTable(
            columns: [.text("component", name: "component"), .number("parameters", name: "parameters")]
                + Self.sizeColumns + [.number("never read", unit: "B", name: "unreadBytes")])
        func row(_ name: String, _ storage: Storage) -> [TextCell] {
            let unread = storage.unreadBytes > .zero ? TextCell(storage.unreadBytes.count) : .empty
            return [TextCell(name), TextCell(storage.parameters)] + cells(storage.bytes) + [unread]
        }
        for component in footprint.components {
            table.append(row(component.name, component.storage))
            guard component.parts.count > 1 || component.parts.contains(where: { !$0.name.isEmpty }) else { continue }
            for part in component.parts { table.append(row("  " + part.name, part.storage)) }
        }
        table.appendSeparator()
        table.appendTotal(row("total", footprint.storage))
        return table
    }

    private var typeTable: TextTable {
        var table = TextTable(
            columns: [
                .text("parameters", name: "group"), .number("count", name: "parameters"),
                .number("share", unit: "%", name: nil),
            ] + Self.sizeColumns)
        let all = footprint.storage
        func append(_ name: String, _ storage: Storage) {
            table.append(
                [TextCell(name), TextCell(storage.parameters), share(storage.parameters, of: all.parameters)]
                    + cells(storage.bytes))
        }
        for group in footprint.types { append(group.key.text, group.storage) }
        table.appendSeparator()
        for group in footprint.uses { append(group.key.title, group.storage) }
        table.appendSeparator()
        for (name, bits) in FootprintReport.uniformTypes {
            table.append(
                [TextCell("all in \(name)"), TextCell(all.parameters), .empty] + cells(all.bytes(atBits: bits)))
        }
        return table
    }

    /// Element types that storage is also given for, were all parameters of that type.
    static let uniformTypes: [(name: String, bits: Int)] = [("int4", 4), ("int8", 8), ("bf16", 16), ("fp32", 32)]

    // MARK: Activations

    private var activationTable: TextTable {
        var table = TextTable(
            columns: [.text("figure", name: "figure")] + Self.sizeColumns + [.text("where", name: "where")])
        for measure in PeakMeasure.allCases {
            guard let peak = footprint.peak(measure) else { continue }
            table.append([TextCell(measure.title)] + cells(peak.bytes) + [TextCell(peak.path)])
        }
        if let largest = footprint.largestTensor {
            table.append([TextCell("largest single result")] + cells(largest.bytes) + [TextCell(largest.path)])
        }
        table.appendSeparator()
        for cache in footprint.keyValueCaches {
            let layers = cache.layers > 1 ? "\(cache.layers) layers, \(sizes(cache.bytesPerLayer)) each" : "1 layer"
            table.append([TextCell("K/V of \(cache.stage)")] + cells(cache.bytes) + [TextCell(layers)])
        }
        table.append([TextCell("K/V cache")] + cells(footprint.keyValueBytes) + [.empty])
        return table
    }

    // MARK: SRAM

    private var fitTable: TextTable {
        var table = TextTable(
            columns: [.text("what", name: "what")] + Self.sizeColumns + [
                .text("fits", name: "fits"), .number("left", unit: "MB", name: nil),
                .number("left", unit: "MiB", name: nil), .number("share that fits", unit: "%", name: nil),
            ])
        for candidate in candidates {
            let left = capacity(for: candidate) - candidate.bytes
            let fitting = min(capacity(for: candidate), candidate.bytes).count
            table.append(
                [TextCell(candidate.name)] + cells(candidate.bytes) + [
                    TextCell(left >= .zero ? "yes" : "no"), TextCell(megabytes(left)), TextCell(mebibytes(left)),
                    share(fitting, of: candidate.bytes.count),
                ])
        }
        return table
    }

    private var stageTable: TextTable {
        var table = TextTable(columns: [
            .text("stage", name: "stage"), .number("iterations", name: "iterations"),
            .number("K/V", unit: "MB", name: nil), .number("activations", unit: "MB", name: nil),
            .number("weights", unit: "MB", name: nil), .number("weights", unit: "MiB", name: nil),
            .number("room", unit: "MB", name: nil), .number("room", unit: "MiB", name: nil),
            .number("of its weights", unit: "%", name: nil),
        ])
        for stage in footprint.stages {
            let room = roomForWeights(of: stage)
            let fitting = min(room ?? .zero, stage.weightBytes).count
            table.append([
                TextCell(stage.name), TextCell(stage.iterations), TextCell(megabytes(stage.keyValueBytes)),
                TextCell(megabytes(stage.peaks[.inPlaceByRows]?.bytes ?? .zero)),
                TextCell(megabytes(stage.weightBytes)), TextCell(mebibytes(stage.weightBytes)),
                TextCell(room.map(megabytes) ?? "none"), TextCell(room.map(mebibytes) ?? "none"),
                share(fitting, of: stage.weightBytes.count),
            ])
        }
        return table
    }
}
