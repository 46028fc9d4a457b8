import Accelerator
import Architecture
import Quantities

/// Writes a line of comma-separated values for every execution of an operation.
///
/// Columns of counts add up to those of the run: what units have left to do after their last command, which no
/// execution has a part in, stands in lines of its own at the end.
struct ExecutionCSV: RecordSink {
    private let run: TracedRun
    private let selection: TraceSelection
    private var fold: ExecutionFold
    private var output: TraceOutput
    /// Fields of each operation that are the same in all iterations: up to the iteration, and behind it.
    private let fields: [(stage: String, rest: String)]
    /// What units did after their last command, by the operation it was of.
    private var rests: [(operation: Int, account: OperationAccount)] = []

    init(_ run: TracedRun, selection: TraceSelection, to writer: OutputWriter) {
        self.run = run
        self.selection = selection
        fold = ExecutionFold(run.program, on: run.machine)
        output = TraceOutput(writer)
        fields = run.operations.map { row in
            let sizes = row.product?.map(String.init) ?? ["", "", "", ""]
            let rest = [row.layer, row.operation, row.kind].map(csvField) + sizes + [String(row.elements)]
            return (csvField(row.stage), rest.joined(separator: ","))
        }
        output.text.append(csvLine(Self.columns(units: run.units)))
    }

    var isClosed: Bool { output.failure != nil }

    mutating func record(_ record: CommandRecord) {
        fold.add(record)
        while let executed = fold.removeFirst() { write(executed) }
    }

    mutating func finish(_ unit: UnitID, lastOperation: Int, drain: Cycles, idle: Cycles) {
        guard run.operations.indices.contains(lastOperation) else { return }
        var place = rests.firstIndex { $0.operation == lastOperation }
        if place == nil {
            rests.append((lastOperation, OperationAccount(channels: run.machine.dma.channels)))
            place = rests.count - 1
        }
        if let place { rests[place].account.addRest(of: unit, drain: drain, idle: idle) }
    }

    /// Writes what is left when the run is over.
    mutating func close() throws(OutputError) {
        while let executed = fold.removeFirst() { write(executed) }
        for rest in rests where selection.includes(operation: rest.operation) {
            let row = run.operations[rest.operation]
            output.text.append(",\(csvField(row.stage)),,")
            output.text.append("\(csvField(row.layer)),\(csvField(row.operation)),\(Self.restKind),,,,,,,,0")
            writeCounts(of: rest.account)
            output.text.append(",0,,,\n")
        }
        try output.finish()
    }

    private mutating func write(_ executed: ExecutedOperation) {
        guard selection.includes(operation: executed.operation, iteration: executed.iteration) else { return }
        let fields = fields[executed.operation]
        output.text.append(executed.number)
        output.text.appendField(fields.stage)
        output.text.appendField(executed.iteration)
        output.text.appendField(fields.rest)
        if let span = executed.span {
            output.text.appendField(span.lowerBound.count)
            output.text.appendField(span.upperBound.count)
        } else {
            output.text.append(",,")
        }
        output.text.appendField(executed.cycles.count)
        writeCounts(of: executed.account)
        output.text.appendField(executed.peakSRAM.count)
        writeBound(of: executed)
        output.text.appendField(executed.inference)
        output.text.append("\n")
        output.flushIfLong()
    }

    private mutating func writeCounts(of account: OperationAccount) {
        for count in account.columnCounts { output.text.appendField(count) }
    }

    private mutating func writeBound(of executed: ExecutedOperation) {
        guard executed.account.commands > 0 else { return output.text.append(",,") }
        let summary = WorkSummary(
            name: "", iterations: 1, cycles: executed.cycles, account: executed.account, bounds: nil,
            machine: run.machine)
        output.text.appendField(executed.account.macs == .zero ? "" : "\(summary.arrayUtilization)")
        output.text.appendField(summary.boundBy.rawValue)
    }
}

extension ExecutionCSV {
    /// The kind of a line that tells what units did after their last command.
    static let restKind = "rest"

    static func columns(units: [UnitID]) -> [String] {
        let causes = UnitAccount().causes.map(\.name)
        return [
            "index", "stage", "iteration", "layer", "operation", "kind", "batch", "m", "k", "n", "elements",
            "startCycle", "endCycle", "cycles", "commands", "macs", "vectorOperations",
        ]
            + units.flatMap { unit in causes.map { "\(unit.name).\($0)" } }
            + TrafficClass.allCases.map { "hbmRead.\($0.name)" } + TrafficClass.allCases.map { "hbmWrite.\($0.name)" }
            + [
                "hbmReadBytes", "hbmWriteBytes", "hbmTotalBytes", "hbmMovedBytes", "sramTrafficBytes", "sramPeakBytes",
                "arrayUtilization", "boundBy", "inference",
            ]
    }
}

extension OperationAccount {
    /// What can be added up, in the order of the columns.
    fileprivate var columnCounts: [Int] {
        var counts = [commands, macs.count, vectorOperations]
        for account in [array, vector] + dma { counts += account.causes.map(\.cycles.count) }
        counts += TrafficClass.allCases.map { read[$0].count }
        counts += TrafficClass.allCases.map { written[$0].count }
        return counts + [read.total.count, written.total.count, useful.count, moved.count, sramTraffic.count]
    }

    /// Books what a unit did after its last command.
    mutating func addRest(of unit: UnitID, drain: Cycles, idle: Cycles) {
        var rest = UnitAccount()
        rest.fillDrain = drain
        rest.idle = idle
        switch unit {
        case .array: array += rest
        case .vector: vector += rest
        case .dma(let channel): dma[channel] += rest
        }
    }
}
