import Accelerator
import Architecture
import Quantities

extension RunReport {
    /// A row for every stage, or for every layer under its stage, and the total.
    package func table(perLayer: Bool) -> TextTable {
        let units = RunUnits(self)
        var table = TextTable(columns: Self.columns(perLayer: perLayer, in: units))
        for (stage, layers) in zip(stages, layers) {
            if perLayer {
                for layer in layers { table.append(row(layer, stage: stage.name, layer: layer.name, in: units)) }
                table.appendTotal(row(stage, stage: stage.name, layer: "all layers", in: units))
                table.appendSeparator()
            } else {
                table.append(row(stage, stage: stage.name, layer: nil, in: units))
            }
        }
        if !perLayer { table.appendSeparator() }
        table.appendTotal(row(total, stage: "total", layer: perLayer ? "" : nil, in: units))
        return table
    }

    /// What the table leaves open: totals in all units, how far they are from their bounds, energy.
    package var notes: TextTable {
        var table = TextTable(
            columns: [.text("whole run", name: nil), .number("exactly", name: nil), .text("", name: nil)])
        let moved = total.account.useful
        let units = RunUnits(self)
        table.append(["HBM bytes", TextCell(moved.count), TextCell(Self.both(moved))])
        if let bounds = total.bounds {
            table.append([
                "each byte once (floor)", TextCell(bounds.compulsory.count),
                TextCell(Self.both(bounds.compulsory) + Self.excess(moved, over: bounds.compulsory)),
            ])
            table.append([
                "least with this SRAM", TextCell(bounds.capacity.count),
                TextCell(Self.both(bounds.capacity) + Self.excess(moved, over: bounds.capacity)),
            ])
            table.append(["cycles", TextCell(cycles.count), TextCell(units.timeText(cycles))])
            table.append(["array roof", TextCell(bounds.array.count), TextCell(share(of: bounds.array))])
            table.append(["memory roof", TextCell(total.memoryCycles.count), TextCell(share(of: total.memoryCycles))])
            table.append(["vector roof", TextCell(bounds.vector.count), TextCell(share(of: bounds.vector))])
        }
        return table
    }

    /// Where the cycles of every unit went.
    package var ledger: TextTable {
        let units =
            [("array", total.account.array), ("vector", total.account.vector)]
            + total.account.dma.enumerated().map { ("dma\($0.offset)", $0.element) }
        var table = TextTable(
            columns: [.text("unit", name: "unit")]
                + total.account.array.causes.map { .number(Self.title(ofCause: $0.name), unit: "%", name: $0.name) })
        for (name, account) in units {
            table.append(
                [TextCell(name)]
                    + account.causes.map {
                        TextCell(Self.percent($0.cycles.count, of: cycles.count), raw: String($0.cycles.count))
                    })
        }
        return table
    }

    private static func columns(perLayer: Bool, in units: RunUnits) -> [TextColumn] {
        let layer: [TextColumn] = perLayer ? [.text("layer", name: "layer")] : []
        let traffic: [TextColumn] = TrafficClass.allCases.map {
            .number(title(of: $0), unit: units.traffic.name, name: $0.name + "Bytes")
        }
        return [.text("stage", name: "stage")] + layer + [
            .number("times", name: "iterations"), .number(units.work.name, name: "macs"),
        ] + traffic + [
            .number("read", unit: units.traffic.name, name: "hbmReadBytes"),
            .number("written", unit: units.traffic.name, name: "hbmWriteBytes"),
            .number("cycles", name: "cycles"), .number("time", unit: units.timeName, name: "seconds"),
            .number("array", unit: "%", name: "arrayUtilization"), .text("bound by", name: "boundBy"),
        ]
    }

    private func row(_ part: WorkSummary, stage: String, layer: String?, in units: RunUnits) -> [TextCell] {
        let account = part.account
        let classes = TrafficClass.allCases.map { account.read[$0] + account.written[$0] }
        let traffic = (classes + [account.read.total, account.written.total])
            .map { units.traffic.cell($0.count, digits: 2) }
        let utilization = Int((part.arrayUtilization * 1000).rounded())
        return [TextCell(stage)] + (layer.map { [TextCell($0)] } ?? []) + [
            TextCell(part.iterations), units.work.cell(account.macs.count, digits: 2),
        ] + traffic + [
            TextCell(part.cycles.count), units.timeCell(part.cycles),
            TextCell(
                decimalText(numerator: utilization, denominator: 10, digits: 1), raw: "\(part.arrayUtilization)"),
            TextCell(part.boundBy.rawValue),
        ]
    }

    private static func title(of trafficClass: TrafficClass) -> String {
        switch trafficClass {
        case .weights: "weights"
        case .activations: "activ."
        case .keyValueCache: "K/V"
        case .inputsOutputs: "in/out"
        case .spills: "spills"
        }
    }

    private static func title(ofCause name: String) -> String {
        switch name {
        case "loadingStationary": "loading operands"
        case "fillDrain": "fill/drain"
        case "waitingForMemory": "wait: memory"
        case "waitingForSpace": "wait: space"
        case "waitingForUnit": "wait: unit"
        case "sramConflicts": "SRAM conflicts"
        default: name
        }
    }

    private static func both(_ bytes: Bytes) -> String {
        bytes.count < 1000 ? bytes.decimalUnitText : "\(bytes.decimalUnitText) = \(bytes.binaryUnitText)"
    }

    private static func excess(_ bytes: Bytes, over bound: Bytes) -> String {
        guard bound.count > 0 else { return "" }
        return ", moved \(decimalText(numerator: bytes.count, denominator: bound.count, digits: 2)) times as much"
    }

    private func share(of bound: Cycles) -> String { Self.percent(bound.count, of: cycles.count) + " % of the cycles" }

    /// `part` of `whole` in percent. For people to read: the double is exact enough for one decimal.
    private static func percent(_ part: Int, of whole: Int) -> String {
        guard whole > 0 else { return "0.0" }
        let perMille = Int((Double(part) / Double(whole) * 1000).rounded())
        return decimalText(numerator: perMille, denominator: 10, digits: 1)
    }
}
