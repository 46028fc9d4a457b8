import Architecture
import Quantities

extension Machine {
    /// Gives descriptors to free channels, what was dispatched first before what came later.
    mutating func startTransfers() {
        while let queue = oldestTransfer() {
            guard let channel = dma.freeChannel() else {
                for queue in CommandQueue.transfers where queues[queue].look() {
                    queues[queue].seenUnmet = Obstacle.transfers
                }
                return
            }
            guard let transfer = program.commands.transfer(of: queues[queue].place) else { return }
            var record = record(queue, unit: .dma(channel: channel))
            let timing = dma.issue(
                transfer, isWrite: queue == CommandQueue.store.index, on: channel, operation: record.operation, at: now,
                through: &ports)
            record.began = timing.began
            record.ended = timing.ended
            record.completed = timing.ended
            let waitedBefore = max(.zero, min(now, timing.began) - timing.idleSince)
            record.before[queues[queue].obstacle(of: queue).cause] = waitedBefore
            record.before.memory += timing.began - timing.idleSince - waitedBefore
            record.sramConflicts = timing.conflicts
            record.working = timing.ended - timing.began - timing.conflicts
            record.movedBytes = timing.movedBytes
            record.sramTraffic = transfer.bytes
            append(record)
            start(queue, until: timing.ended, channel: channel)
        }
    }

    /// Of the transfers that may start, the one that comes first in the program.
    private mutating func oldestTransfer() -> Int? {
        var oldest: Int?
        for queue in CommandQueue.transfers where queues[queue].look() {
            if let known = oldest, comesFirst(known, before: queue) { continue }
            oldest = queue
        }
        return oldest
    }

    /// Whether one queue's next command comes before another's in the program as it runs.
    private func comesFirst(_ one: Int, before other: Int) -> Bool {
        let (left, right) = (queues[one], queues[other])
        return (left.next.segment, left.next.iteration, left.command)
            < (right.next.segment, right.next.iteration, right.command)
    }

    mutating func startProduct() throws(SimulationError) {
        let queue = CommandQueue.array.index
        while now >= array.acceptsFrom, queues[queue].look() {
            guard case .product(let product) = program.commands.work(of: queues[queue].place) else { return }
            var record = record(queue, unit: .array)
            let idleSince = array.streamsUntil
            let timing: SystolicArray.Timing
            do {
                timing = try array.issue(product, at: now, through: &ports)
            } catch {
                throw .array(operation: program.operations[record.operation].name, reason: error.description)
            }
            record.began = timing.entry
            record.ended = timing.end
            record.completed = timing.completed
            let gap = timing.entry - idleSince
            let waited = max(.zero, min(now - idleSince, gap - timing.exposedLoad))
            let obstacle = queues[queue].obstacle(of: queue)
            if obstacle == .own { record.before.fillDrain = waited } else { record.before[obstacle.cause] = waited }
            record.before.loadingStationary = timing.exposedLoad
            record.before.fillDrain += gap - timing.exposedLoad - waited
            record.working = timing.working
            record.loadingStationary = timing.loadingStationary
            record.sramConflicts = timing.conflicts
            record.sramTraffic = timing.sramTraffic
            lastOperation.array = record.operation
            append(record)
            start(queue, until: timing.completed)
            if array.acceptsFrom > now { acceptances += 1 }
        }
    }

    mutating func startVector() {
        let queue = CommandQueue.vector.index
        guard now >= vector.busyUntil, queues[queue].look(),
            case .vector(let work) = program.commands.work(of: queues[queue].place)
        else { return }
        var record = record(queue, unit: .vector)
        let idleSince = vector.busyUntil
        let timing = vector.issue(work, at: now, through: &ports)
        record.ended = timing.end
        record.completed = timing.end
        record.before[queues[queue].obstacle(of: queue).cause] = now - idleSince
        record.sramConflicts = timing.conflicts
        record.working = timing.end - now - timing.conflicts
        record.sramTraffic = timing.sramTraffic
        lastOperation.vector = record.operation
        append(record)
        start(queue, until: timing.end)
    }
}

extension Obstacle {
    /// The ledger's account for a wait; a unit that waits for its own results is booked by the caller.
    var cause: WaitCause {
        switch self {
        case .memory: .memory
        case .space: .space
        case .unit, .own: .unit
        }
    }
}
