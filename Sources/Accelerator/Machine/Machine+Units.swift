import Architecture
import Quantities

extension Machine {
    /// Gives descriptors to free channels, what was dispatched first before what came later.
    mutating func startTransfers() {
        while let (queue, entry) = oldestTransfer() {
            guard let channel = dma.freeChannel else {
                for queue in [CommandQueue.fetch, .reload, .store] where head(of: queue) != nil {
                    queues[queue.rawValue].blockedBy = .memory
                }
                return
            }
            guard case .transfer(let transfer) = program.commands[entry.command].work else { return }
            let operation = Int(program.commands[entry.command].operation)
            let timing = dma.issue(
                transfer, isWrite: queue == .store, on: channel, operation: operation, at: now)
            var record = CommandRecord(
                command: entry.command, operation: operation, iteration: entry.iteration, inference: entry.inference,
                unit: .dma(channel: channel), issued: now, began: timing.began, ended: timing.ended,
                completed: timing.ended)
            let waitedBefore = max(.zero, min(now, timing.began) - timing.idleSince)
            record.before[queues[queue.rawValue].blockedBy.cause] = waitedBefore
            record.before.memory += timing.began - timing.idleSince - waitedBefore
            record.working = timing.ended - timing.began
            record.movedBytes = timing.movedBytes
            record.sramTraffic = transfer.bytes
            append(record)
            start(entry, in: queue, until: timing.ended, channel: channel)
        }
    }

    private mutating func append(_ record: CommandRecord) {
        var record = record
        (record.takenSRAM, record.peakSRAM) = dispatcher.readOccupancy()
        records.append(record)
    }

    private mutating func oldestTransfer() -> (CommandQueue, QueueState.Entry)? {
        var oldest: (CommandQueue, QueueState.Entry)?
        for queue in [CommandQueue.fetch, .reload, .store] {
            guard let entry = head(of: queue) else { continue }
            if let known = oldest, known.1.age < entry.age { continue }
            oldest = (queue, entry)
        }
        return oldest
    }

    mutating func startProduct() throws(SimulationError) {
        while now >= array.acceptsFrom, let entry = head(of: .array) {
            guard case .product(let product) = program.commands[entry.command].work else { return }
            let idleSince = array.streamsUntil
            let operation = Int(program.commands[entry.command].operation)
            let timing: SystolicArray.Timing
            do {
                timing = try array.issue(product, at: now)
            } catch {
                throw .array(operation: program.operations[operation].name, reason: error.description)
            }
            var record = CommandRecord(
                command: entry.command, operation: operation, iteration: entry.iteration, inference: entry.inference,
                unit: .array, issued: now,
                began: timing.entry, ended: timing.end, completed: timing.completed)
            let gap = timing.entry - idleSince
            let waited = max(.zero, min(now - idleSince, gap - timing.exposedLoad))
            let obstacle = queues[CommandQueue.array.rawValue].blockedBy
            if obstacle == .own { record.before.fillDrain = waited } else { record.before[obstacle.cause] = waited }
            record.before.loadingStationary = timing.exposedLoad
            record.before.fillDrain += gap - timing.exposedLoad - waited
            record.working = timing.run.working
            record.loadingStationary = timing.run.loadingStationary
            record.sramTraffic = timing.run.traffic.sramBytes(operandBits: product.type.bits)
            append(record)
            lastOperation.array = operation
            start(entry, in: .array, until: timing.completed)
            if array.acceptsFrom > now { events.schedule(.arrayAccepts, at: array.acceptsFrom) }
        }
    }

    mutating func startVector() {
        guard now >= vector.busyUntil, let entry = head(of: .vector),
            case .vector(let work) = program.commands[entry.command].work
        else { return }
        let idleSince = vector.busyUntil
        let end = vector.issue(work, at: now)
        let operation = Int(program.commands[entry.command].operation)
        var record = CommandRecord(
            command: entry.command, operation: operation, iteration: entry.iteration, inference: entry.inference,
            unit: .vector, issued: now,
            began: now, ended: end, completed: end)
        record.before[queues[CommandQueue.vector.rawValue].blockedBy.cause] = now - idleSince
        record.working = end - now
        record.sramTraffic = Bytes(2 * work.elements)
        append(record)
        lastOperation.vector = operation
        start(entry, in: .vector, until: end)
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
