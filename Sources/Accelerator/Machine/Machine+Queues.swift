import Architecture

extension Machine {
    /// Lets the command behind the next one of a queue be the next.
    mutating func takeUp(_ queue: Int) {
        queues[queue].started += 1
        queues[queue].next.place += 1
        bringUp(queue)
    }

    /// Works out what the next command of a queue waits for.
    mutating func bringUp(_ queue: Int) {
        guard queues[queue].started < queues[queue].granted else {
            queues[queue].unmet = QueueState.none
            return
        }
        let command = order.command(at: &queues[queue].next, of: queue)
        let place = program.commands.places[command]
        queues[queue].command = command
        queues[queue].place = place
        queues[queue].unmet = unmetWaits(of: place, in: queue)
    }

    private mutating func unmetWaits(of place: CommandList.Place, in queue: Int) -> UInt8 {
        let waits = program.commands.waits(of: place)
        var unmet = waits.queues
        var unseen = unmet
        let (segment, iteration) = (queues[queue].next.segment, queues[queue].next.iteration)
        while unseen != 0 {
            let lane = unseen.trailingZeroBitCount
            let others = unseen & (unseen &- 1)
            let count = order.base(segment, iteration: iteration, lane) + Int(waits.lanes[lane])
            if count > queues[lane].ended {
                awaited[queue * QueueOrder.lanes + lane] = count
            } else {
                unmet &= ~(unseen ^ others)
            }
            unseen = others
        }
        return unmet
    }

    /// Ends the oldest command under way in a queue: gives its room back, and tells those that wait for it.
    mutating func end(_ queue: Int) {
        let command = order.command(at: &queues[queue].oldest, of: queue)
        queues[queue].oldest.place += 1
        dispatcher.release(program.commands.releases(program.commands.places[command]))
        unfinished -= 1
        let ended = queues[queue].ended + 1
        queues[queue].ended = ended
        let bit: UInt8 = 1 << queue
        for waiting in 0..<CommandQueue.count where queues[waiting].unmet & bit != 0 {
            if awaited[waiting * QueueOrder.lanes + queue] <= ended { queues[waiting].unmet &= ~bit }
        }
    }

    /// A record of the next command of a queue. Mutating because what only reads a value this large is handed a copy.
    mutating func record(_ queue: Int, unit: UnitID) -> CommandRecord {
        let (command, cursor) = (queues[queue].command, queues[queue].next)
        return CommandRecord(
            command: command, operation: program.commands.operation(of: queues[queue].place),
            iteration: order.segments[cursor.segment].firstIteration + cursor.iteration,
            inference: order.segments[cursor.segment].inference, unit: unit, issued: now, began: now, ended: now,
            completed: now)
    }

    /// Adds a record, whose times it moves behind what has been replayed. Inlined, because a call copies the record.
    @inline(__always)
    mutating func append(_ record: consuming CommandRecord) {
        if skipped > .zero { record.move(by: skipped) }
        (record.takenSRAM, record.peakSRAM) = dispatcher.readOccupancy()
        records.append(record)
    }
}
