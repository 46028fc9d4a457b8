import Accelerator
import Architecture
import JSONText
import Quantities

/// One access pattern on a machine's memory alone: what `systole probe memory` says.
package struct MemoryProbeReport: Sendable {
    private let machine: AcceleratorSpec
    private let pattern: MemoryPattern
    private let probe: MemoryProbe

    /// Runs the pattern as fast as the DMA engine's window lets it.
    package init(_ pattern: MemoryPattern, on machine: AcceleratorSpec) throws(MemorySpecError) {
        self.machine = machine
        self.pattern = pattern
        probe = try MemoryProbe(pattern, memory: machine.memory, dma: machine.dma, clock: machine.clock)
    }

    private var notes: [String] { machine.memory.windowNote(for: machine.dma).map { [$0] } ?? [] }

    /// Bytes per second that arrive.
    private var bandwidth: Double { Double(machine.memory.peakBandwidth.count) * probe.busFraction }
}

extension MemoryProbeReport {
    /// A row for each number, and a line for each note.
    package var plainText: String {
        var table = TextTable(columns: [
            .text("figure", name: "figure"), .number("value", name: "value"), .text("", name: nil),
        ])
        func append(_ title: String, _ value: String, _ note: String) {
            table.append([TextCell(title), TextCell(value), TextCell(note)])
        }
        append("pattern", pattern.text, "")
        append("memory", machine.memory.kind.text, memoryNote)
        append("window", machine.dma.window.groupedText, "requests outstanding")
        table.appendSeparator()
        append("share of the bus", Self.percent(probe.busFraction), "of its peak, all bytes moved")
        append("useful share", Self.percent(probe.usefulFraction), "of its peak, bytes asked for")
        append("bandwidth", Self.number(bandwidth * 1e-9, digits: 2) + " GB/s", "all bytes moved")
        append("latency", Self.number(probe.latencyNanoseconds, digits: 1) + " ns", "mean of a read, from its request")
        append("row hits", Self.percent(probe.rowHitRate), "of all bursts")
        append("bytes moved", probe.bytesMoved.count.groupedText, "in whole granules")
        append("bytes asked for", probe.bytesAsked.count.groupedText, "")
        append(
            "time", Self.number(Double(probe.duration.count) * 1e-3, digits: 1) + " ns", "first request to last data")
        return notes.reduce(table.plainText) { $0 + "\nNote: \($1).\n" }
    }

    /// All numbers as one object.
    package var node: JSONNode {
        .object([
            ("format", .string("systole-probe/1")), ("unit", .string("memory")),
            ("accelerator", .string(machine.name)), ("pattern", .string(pattern.text)),
            ("kind", .string(machine.memory.kind.text)), ("channels", .int(machine.memory.channels)),
            ("refresh", .string(machine.memory.refresh.text)), ("window", .int(machine.dma.window)),
            ("peakBytesPerSecond", .int(machine.memory.peakBandwidth.count)),
            ("busFraction", .double(probe.busFraction)), ("usefulFraction", .double(probe.usefulFraction)),
            ("bytesPerSecond", .double(bandwidth)), ("latencyNanoseconds", .double(probe.latencyNanoseconds)),
            ("rowHitRate", .double(probe.rowHitRate)), ("bytesMoved", .int(probe.bytesMoved.count)),
            ("bytesAsked", .int(probe.bytesAsked.count)),
            ("nanoseconds", .double(Double(probe.duration.count) * 1e-3)), ("notes", .strings(notes)),
        ])
    }

    private var memoryNote: String {
        guard machine.memory.kind != .ideal else { return machine.memory.peakBandwidth.text }
        let channels = machine.memory.channels
        return "\(channels) channel\(channels == 1 ? "" : "s"), \(machine.memory.peakBandwidth.text) at most, "
            + "refresh \(machine.memory.refresh.text)"
    }

    private static func percent(_ share: Double) -> String { number(share * 100, digits: 2) + " %" }

    /// For people to read; nothing simulated depends on it.
    private static func number(_ value: Double, digits: Int) -> String {
        decimalText(numerator: Int((value * 10_000).rounded()), denominator: 10_000, digits: digits)
    }
}
