import Architecture
import JSONText
import Quantities

/// The machines that are built in, a line for each.
package struct AcceleratorListing: Sendable {
    private let presets: [AcceleratorSpec.Preset]

    package init(_ presets: [AcceleratorSpec.Preset] = AcceleratorSpec.presets) {
        self.presets = presets
    }

    /// Name, key numbers and summary.
    package var table: TextTable {
        var table = TextTable(columns: [
            .text("name", name: "name"), .text("array", name: "array"), .text("dataflow", name: "dataflow"),
            .text("clock", name: "clock"), .number("INT8 peak", unit: "TMAC/s", name: "macsPerSecond"),
            .number("SRAM", name: "sramBytes"), .text("memory", name: "memory"),
            .number("bandwidth", unit: "GB/s", name: "bytesPerSecond"), .text("summary", name: "summary"),
        ])
        for preset in presets {
            let machine = preset.machine
            let bandwidth = machine.memory.peakBandwidth.count
            table.append([
                TextCell(machine.name), TextCell("\(machine.array.rows) x \(machine.array.columns)"),
                TextCell(machine.array.dataflow.text), TextCell(machine.clock.text),
                TextCell(
                    decimalText(numerator: machine.peakMegaMACs, denominator: 1_000_000, digits: 2),
                    raw: String(machine.peakMegaMACs * 1_000_000)),
                TextCell(machine.sram.total.text, raw: String(machine.sram.total.count)),
                TextCell(machine.memory.kind.text),
                TextCell(
                    decimalText(numerator: bandwidth, denominator: 1_000_000_000, digits: 1), raw: String(bandwidth)),
                TextCell(preset.summary),
            ])
        }
        return table
    }

    /// An array of the machines, each with the numbers of the table.
    package var node: JSONNode {
        .array(
            presets.map { preset in
                let machine = preset.machine
                return .object([
                    ("name", .string(machine.name)), ("summary", .string(preset.summary)),
                    ("rows", .int(machine.array.rows)), ("columns", .int(machine.array.columns)),
                    ("dataflow", .string(machine.array.dataflow.text)), ("clockHertz", .int(machine.clock.count)),
                    ("macsPerSecond", .int(machine.peakMegaMACs * 1_000_000)),
                    ("sramBytes", .int(machine.sram.total.count)), ("memory", .string(machine.memory.kind.text)),
                    ("bytesPerSecond", .int(machine.memory.peakBandwidth.count)),
                ])
            })
    }
}

extension AcceleratorSpec {
    /// Millions of INT8 multiply-accumulates per second when every element works.
    fileprivate var peakMegaMACs: Int {
        let rate = array.rates.int8
        return array.rows * array.columns * rate.numerator * (clock.count / 1_000_000) / rate.denominator
    }
}
