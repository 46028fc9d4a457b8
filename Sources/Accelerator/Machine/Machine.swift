import Architecture
import EventKernel
import Quantities

/// The accelerator at work: owns every unit and the event queue, and lets commands start as soon as they may.
struct Machine: ~Copyable {
    let program: Program
    var order: QueueOrder
    var dispatcher: Dispatcher
    var array: SystolicArray
    var vector: VectorUnit
    var dma: DMAEngine
    var ports: SRAMPorts
    /// By `CommandQueue.index`.
    var queues: FixedTable<QueueState>
    /// By queue and the queue waited for: how many of that one's commands must end before the next of this one starts.
    var awaited: FixedTable<Int>
    var endings = EventQueue<Ending>()
    var now = Cycles(0)
    var unfinished = 0
    var records: ContiguousArray<CommandRecord> = []
    var lastOperation = (array: 0, vector: 0)
    /// Products after whose start the array had to be waited for.
    var acceptances = 0
    /// Of simulated time, what has been replayed instead: `now` and all other times are earlier by so much than those of
    /// records.
    var skipped = Cycles(0)
    private var timeLimit: Cycles
    private let prefetch: Prefetch

    /// The oldest command under way in a queue ends, a transfer on its DMA channel.
    struct Ending {
        var queue: Int32
        var channel: Int32
    }

    init(_ program: Program, _ spec: AcceleratorSpec) {
        self.program = program
        order = QueueOrder(program)
        dispatcher = Dispatcher(program, sram: spec.sram)
        array = SystolicArray(spec.array)
        vector = VectorUnit(spec.vector)
        dma = DMAEngine(spec)
        ports = SRAMPorts(spec.sram)
        queues = FixedTable(repeating: QueueState(), count: CommandQueue.count)
        awaited = FixedTable(repeating: 0, count: CommandQueue.count * QueueOrder.lanes)
        timeLimit = SimulationError.timeLimit(at: spec.clock)
        prefetch = spec.prefetch
        forgetRecords()
    }

    /// Why `advance` has come back.
    enum Pause {
        case recordsGathered
        /// Dispatching has come to another iteration of a segment, or another part of it.
        case partBegan
        case done
    }

    /// Records that gather before they are handed on.
    private static let recordBatch = 128

    /// Drops the records, which have been handed on.
    mutating func forgetRecords() {
        records.removeAll(keepingCapacity: true)
        // Commands that start at the same time come in one batch, so it may be somewhat longer.
        records.reserveCapacity(Self.recordBatch + 64)
    }

    /// Goes on until some records have gathered, a part of an iteration begins, or everything is done.
    mutating func advance() throws(SimulationError) -> Pause {
        if now == .zero { try startAll() }
        while records.count < Self.recordBatch {
            guard let time = nextTime else {
                precondition(dispatcher.isDone && unfinished == 0, "commands wait for each other")
                return .done
            }
            guard time < timeLimit else { throw .tooLong(limit: timeLimit + skipped) }
            now = time
            // Where nothing ends, nothing has changed but for the array.
            if endCommands() { try startAll() } else { try startProduct() }
            if dispatcher.beginsPart() { return .partBegan }
        }
        return .recordsGathered
    }

    /// Cycles that may still be simulated.
    var cyclesLeft: Cycles { timeLimit - now - Cycles(1) }

    /// Takes iterations to come of the segment at hand, and the time they take, as past.
    mutating func skip(iterations: Int, cycles: Cycles) {
        order.skip(iterations, of: dispatcher.segment)
        skipped += cycles
        timeLimit -= cycles
    }

    /// When something happens next: a command ends, or the array can take another product's first stationary tile.
    private var nextTime: Cycles? {
        guard let end = endings.nextTime else { return array.acceptsFrom > now ? array.acceptsFrom : nil }
        return array.acceptsFrom > now ? min(end, array.acceptsFrom) : end
    }

    /// How often something was to happen so far: a command was to end, or the array was waited for.
    var events: Int { endings.scheduled + acceptances }

    /// Ends the commands whose time has come, if there are any.
    private mutating func endCommands() -> Bool {
        guard endings.nextTime == now else { return false }
        while endings.nextTime == now, let ending = endings.next()?.event {
            if CommandQueue.transfers.contains(Int(ending.queue)) { dma.retire(on: Int(ending.channel)) }
            end(Int(ending.queue))
        }
        return true
    }

    /// Starts everything that may start now; what ends at once may let more start.
    private mutating func startAll() throws(SimulationError) {
        var progress = true
        while progress {
            dispatch()
            progress = releaseSpace()
            startTransfers()
            try startProduct()
            startVector()
        }
    }

    private mutating func dispatch() {
        while unfinished < Dispatcher.window, dispatcher.hasRoom, mayRunAhead() {
            let queue = dispatcher.grant(&order)
            unfinished += 1
            queues[queue].granted += 1
            if queues[queue].unmet == QueueState.none { bringUp(queue) }
        }
    }

    /// Whether the next command in program order, if it is a load, is near enough to what is being computed.
    private mutating func mayRunAhead() -> Bool {
        if case .unbounded = prefetch { return true }
        guard let load = dispatcher.nextLoad(order) else { return true }
        switch prefetch {
        case .none: return oldestAtWork().tile >= load.tile
        case .nextTile: return oldestAtWork().tile >= load.tile - 1
        case .nextOperation: return oldestAtWork().step >= load.step - 1
        case .unbounded: return true
        }
    }

    /// Tile and operation of the oldest product or pass that has not ended; the largest numbers if none is left.
    private mutating func oldestAtWork() -> (tile: Int, step: Int) {
        var oldest = (tile: Int.max, step: Int.max)
        for queue in [CommandQueue.array.index, CommandQueue.vector.index]
        where queues[queue].ended < queues[queue].granted {
            let command = order.command(at: &queues[queue].oldest, of: queue)
            let cursor = queues[queue].oldest
            let tiles = order.tiles(before: cursor.iteration, of: cursor.segment)
            let steps = order.steps(before: cursor.iteration, of: cursor.segment)
            let place = program.commands.places[command]
            oldest.tile = min(oldest.tile, tiles + program.commands.tile(of: place))
            oldest.step = min(oldest.step, steps + program.commands.step(of: place))
        }
        return oldest
    }

    private mutating func releaseSpace() -> Bool {
        let queue = CommandQueue.release.index
        var released = false
        while queues[queue].unmet == 0 {
            takeUp(queue)
            end(queue)
            released = true
        }
        return released
    }

    /// Takes the next command of a queue under way, to end at `end`.
    mutating func start(_ queue: Int, until end: Cycles, channel: Int = 0) {
        takeUp(queue)
        endings.schedule(
            Ending(queue: Int32(truncatingIfNeeded: queue), channel: Int32(truncatingIfNeeded: channel)), at: end)
    }
}
