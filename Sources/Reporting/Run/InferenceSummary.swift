import Accelerator
import JSONText
import Quantities

/// One of several inferences in a row.
package struct InferenceSummary: Equatable, Sendable {
    /// From the end of the inference before to its own.
    package let cycles: Cycles
    package let read: Bytes
    package let written: Bytes

    /// The inferences of a run, in order.
    static func list(_ accounts: [InferenceAccount]) -> [InferenceSummary] {
        var before = Cycles(0)
        return accounts.map { account in
            let end = max(before, account.completed)
            defer { before = end }
            return InferenceSummary(cycles: end - before, read: account.read, written: account.written)
        }
    }

    var node: JSONNode {
        .object([
            ("cycles", .int(cycles.count)), ("readBytes", .int(read.count)), ("writeBytes", .int(written.count)),
            ("totalBytes", .int((read + written).count)),
        ])
    }
}

extension RunReport {
    /// What an inference takes once the loop runs: the last of several, else the only one.
    package var steady: InferenceSummary? { inferences.last }

    /// Time left of the period after a steady inference, negative if it is missed, in seconds; nil without a period.
    package var slack: Double? {
        guard machine.run.period.count > 0, let steady else { return nil }
        return Double(machine.run.period.count) * 1e-12 - steady.cycles.seconds(at: machine.clock)
    }

    /// A row for every inference, if there are several; the steady one is the last.
    package var inferenceTable: TextTable? {
        guard inferences.count > 1 else { return nil }
        let units = RunUnits(self)
        var table = TextTable(columns: [
            .text("inference", name: "inference"), .number("read", unit: units.traffic.name, name: "readBytes"),
            .number("written", unit: units.traffic.name, name: "writeBytes"), .number("cycles", name: "cycles"),
            .number("time", unit: units.timeName, name: "seconds"),
        ])
        for (place, inference) in inferences.enumerated() {
            table.append([
                TextCell(place + 1), units.traffic.cell(inference.read.count, digits: 2),
                units.traffic.cell(inference.written.count, digits: 2), TextCell(inference.cycles.count),
                units.timeCell(inference.cycles),
            ])
        }
        return table
    }

    var slackLine: String? {
        guard let slack else { return nil }
        let microseconds = Int((slack * 1e6).rounded())
        let text = decimalText(numerator: abs(microseconds), denominator: 1000, digits: 3)
        return slack >= 0
            ? "The period of \(machine.run.period.text) leaves \(text) ms after a steady inference."
            : "The period of \(machine.run.period.text) is missed by \(text) ms in every steady inference."
    }
}
