import Accelerator
import Architecture
import Quantities

/// Writes a line of comma-separated values for every command, in the order in which units took them.
struct CommandCSV: RecordSink {
    private let run: TracedRun
    private let selection: TraceSelection
    private let order: ExecutionOrder
    private var output: TraceOutput
    private let fields: [(stage: String, rest: String)]
    private let tensors: [String]

    init(_ run: TracedRun, selection: TraceSelection, to writer: OutputWriter) {
        self.run = run
        self.selection = selection
        order = ExecutionOrder(run.program)
        output = TraceOutput(writer)
        fields = run.operations.map { row in
            (csvField(row.stage), [row.layer, row.operation, row.kind].map(csvField).joined(separator: ","))
        }
        tensors = run.program.tensors.map { csvField($0.name) }
        output.text.append(csvLine(Self.columns))
    }

    static let columns = [
        "index", "stage", "iteration", "layer", "operation", "kind", "unit", "command", "tensor", "class", "batch",
        "m", "k", "n", "rows", "columns", "issuedCycle", "beginCycle", "endCycle", "completedCycle", "working",
        "loadingStationary", "fillDrain", "waitingForMemory", "waitingForSpace", "waitingForUnit", "sramConflicts",
        "idle", "macs",
        "vectorOperations", "hbmReadBytes", "hbmWriteBytes", "hbmTotalBytes", "hbmMovedBytes", "sramTrafficBytes",
        "sramTakenBytes", "sramPeakBytes", "inference",
    ]

    var isClosed: Bool { output.failure != nil }

    mutating func record(_ record: CommandRecord) {
        guard selection.includes(operation: record.operation, iteration: record.iteration) else { return }
        let command = run.program.commands[record.command]
        output.text.append(order.number(of: record.place))
        output.text.appendField(fields[record.operation].stage)
        output.text.appendField(record.iteration)
        output.text.appendField(fields[record.operation].rest)
        output.text.appendField(record.unit.name)
        writeWork(command)
        for cycle in [record.issued, record.began, record.ended, record.completed] {
            output.text.appendField(cycle.count)
        }
        var account = OperationAccount(channels: 0)
        writeCycles(of: record)
        switch command.work {
        case .product, .vector: account.add(record, command, run.machine.vector)
        case .transfer(let transfer) where command.queue == .store: account.written[.spills] = transfer.bytes
        case .transfer(let transfer): account.read[.spills] = transfer.bytes
        case .release: break
        }
        for count in [
            account.macs.count, account.vectorOperations, account.read.total.count, account.written.total.count,
            account.useful.count, record.movedBytes.count, record.sramTraffic.count, record.takenSRAM.count,
            record.peakSRAM.count,
        ] {
            output.text.appendField(count)
        }
        output.text.appendField(record.inference)
        output.text.append("\n")
        output.flushIfLong()
    }

    mutating func finish(_ unit: UnitID, lastOperation: Int, drain: Cycles, idle: Cycles) {
        guard run.operations.indices.contains(lastOperation), selection.includes(operation: lastOperation) else {
            return
        }
        let row = run.operations[lastOperation]
        output.text.append(",\(csvField(row.stage)),,\(csvField(row.layer)),\(csvField(row.operation)),")
        output.text.append("\(ExecutionCSV.restKind),\(unit.name)" + String(repeating: ",", count: 13))
        output.text.append(",0,0,\(drain.count),0,0,0,0,\(idle.count),0,0,0,0,0,0,0,,,\n")
    }

    mutating func close() throws(OutputError) { try output.finish() }

    /// What is done, on which tensor, of which size.
    private mutating func writeWork(_ command: Command) {
        switch command.work {
        case .transfer(let transfer):
            output.text.appendField(command.queue.verb)
            output.text.appendField(tensors[Int(transfer.tensor)])
            output.text.appendField(transfer.trafficClass.name)
            output.text.append(",,,,")
            output.text.appendField(transfer.rows)
            output.text.appendField(transfer.rowBytes)
        case .product(let product):
            output.text.append(",product,,")
            for size in [product.batch, product.m, product.k, product.n] { output.text.appendField(size) }
            output.text.append(",,")
        case .vector(let work):
            output.text.appendField(work.function.rawValue)
            output.text.append(",,,,,,")
            output.text.appendField(work.rows)
            output.text.appendField(work.columns)
        case .release: output.text.append(",release,,,,,,,,")
        }
    }

    private mutating func writeCycles(of record: CommandRecord) {
        var account = UnitAccount()
        account.add(record)
        for cause in account.causes { output.text.appendField(cause.cycles.count) }
    }
}

extension CommandQueue {
    /// What its commands do, in a word.
    var verb: String {
        switch self {
        case .fetch, .reload: "load"
        case .store: "store"
        case .array: "multiply"
        case .vector: "compute"
        case .release: "release"
        }
    }
}
