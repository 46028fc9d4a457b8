import Accelerator
import Architecture
import Quantities

/// Adds records up by execution and hands executions out in program order, as soon as all of their records are there.
///
/// What it keeps is bounded by the commands that can be under way at a time.
struct ExecutionFold {
    /// An execution some of whose records have come.
    private struct Open {
        var account: OperationAccount
        var records = 0
        var issued: Cycles
        var peakSRAM = Bytes(0)
    }

    let order: ExecutionOrder
    private let program: Program
    private let vector: VectorSpec
    private let channels: Int
    /// Executions from number `next` on.
    private var open: [Open?] = []
    private var start = 0
    private var next = 0
    private var latest = Cycles(0)
    private var nextPlace = ExecutionOrder.Place(operation: 0, iteration: 0, inference: 0)

    init(_ program: Program, on machine: AcceleratorSpec) {
        self.program = program
        order = ExecutionOrder(program)
        vector = machine.vector
        channels = machine.dma.channels
        if order.count > 0 { nextPlace = order.place(of: 0) }
    }

    mutating func add(_ record: CommandRecord) {
        let place = start + order.number(of: record.place) - next
        if place >= open.count { open.append(contentsOf: repeatElement(nil, count: place + 1 - open.count)) }
        if open[place] == nil {
            open[place] = Open(account: OperationAccount(channels: channels), issued: record.issued)
        }
        open[place]?.account.add(record, program.commands[record.command], vector)
        open[place]?.records += 1
        if let known = open[place]?.peakSRAM { open[place]?.peakSRAM = max(known, record.peakSRAM) }
    }

    /// The next execution in program order, if it is complete.
    mutating func removeFirst() -> ExecutedOperation? {
        guard next < order.count else { return nil }
        let first = start < open.count ? open[start] : nil
        let expected = order.counts(of: nextPlace).total
        guard (first?.records ?? 0) == expected else { return nil }
        let before = latest
        if let first { latest = max(latest, first.account.completed) }
        let executed = ExecutedOperation(
            number: next, operation: nextPlace.operation, iteration: nextPlace.iteration,
            inference: nextPlace.inference,
            account: first?.account ?? OperationAccount(channels: channels),
            span: first.map { $0.issued..<max($0.issued, $0.account.completed) },
            peakSRAM: first?.peakSRAM ?? .zero, progress: before..<latest)
        step()
        return executed
    }

    private mutating func step() {
        next += 1
        if start < open.count {
            open[start] = nil
            start += 1
        }
        if start >= 256, start * 2 > open.count {
            open.removeFirst(start)
            start = 0
        }
        if next < order.count { nextPlace = order.place(of: next) }
    }
}
