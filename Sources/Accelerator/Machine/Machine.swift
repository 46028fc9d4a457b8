import Architecture
import EventKernel
import Quantities

/// The accelerator at work: owns every unit and the event queue, and lets commands start as soon as they may.
struct Machine: ~Copyable {
    let program: Program
    var dispatcher: Dispatcher
    var array: SystolicArray
    var vector: VectorUnit
    var dma: DMAEngine
    var queues: [QueueState]
    /// Commands that have ended, by queue.
    var completed = SIMD8<Int>(repeating: 0)
    var events = EventQueue<Event>()
    var now = Cycles(0)
    var unfinished = 0
    var records: ContiguousArray<CommandRecord> = []
    var lastOperation = (array: 0, vector: 0)
    private let timeLimit: Cycles
    private let prefetch: Prefetch

    /// What can happen.
    enum Event {
        /// The oldest command under way in a queue ends.
        case ended(CommandQueue)
        /// The array can take the next product's first stationary tile.
        case arrayAccepts
    }

    init(_ program: Program, _ spec: AcceleratorSpec) {
        self.program = program
        dispatcher = Dispatcher(program, sram: spec.sram)
        array = SystolicArray(spec.array)
        vector = VectorUnit(spec.vector)
        dma = DMAEngine(spec)
        queues = CommandQueue.allCases.map { _ in QueueState() }
        timeLimit = SimulationError.timeLimit(at: spec.clock)
        prefetch = spec.prefetch
    }

    /// Goes on until `count` records have gathered or everything is done; false when it is.
    mutating func advance(untilRecords count: Int) throws(SimulationError) -> Bool {
        if now == .zero { try startAll() }
        while records.count < count {
            guard let event = events.next() else {
                precondition(dispatcher.isDone && unfinished == 0, "commands wait for each other")
                return false
            }
            guard event.time < timeLimit else { throw .tooLong(limit: timeLimit) }
            now = event.time
            handle(event.event)
            while events.nextTime == now, let simultaneous = events.next() { handle(simultaneous.event) }
            try startAll()
        }
        return true
    }

    private mutating func handle(_ event: Event) {
        guard case .ended(let queue) = event else { return }
        completed[queue.rawValue] += 1
        unfinished -= 1
        guard let flight = queues[queue.rawValue].flights.removeFirst() else { return }
        dispatcher.release(flight.releases)
        if queue.isTransfer { dma.retire(on: flight.channel) }
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
        while unfinished < Dispatcher.window, mayRunAhead(), let granted = dispatcher.grant() {
            queues[granted.queue.rawValue].pending.append(granted.entry)
            unfinished += 1
        }
    }

    /// Whether the next command in program order, if it is a load, is near enough to what is being computed.
    private func mayRunAhead() -> Bool {
        guard prefetch != .unbounded, let load = dispatcher.nextLoad else { return true }
        switch prefetch {
        case .none: return oldestAtWork(\.tile, \.tile) >= load.tile
        case .nextTile: return oldestAtWork(\.tile, \.tile) >= load.tile - 1
        case .nextOperation: return oldestAtWork(\.step, \.step) >= load.step - 1
        case .unbounded: return true
        }
    }

    /// The tile or operation of the oldest product or pass that has not ended; the largest number if none is left.
    private func oldestAtWork(
        _ flight: KeyPath<QueueState.Flight, Int>, _ entry: KeyPath<QueueState.Entry, Int>
    ) -> Int {
        var oldest = Int.max
        for queue in [CommandQueue.array, .vector] {
            if let first = queues[queue.rawValue].flights.first {
                oldest = min(oldest, first[keyPath: flight])
            } else if let first = queues[queue.rawValue].pending.first {
                oldest = min(oldest, first[keyPath: entry])
            }
        }
        return oldest
    }

    /// Notes what the head of a queue waits for; nil if it may start.
    mutating func head(of queue: CommandQueue) -> QueueState.Entry? {
        guard let entry = queues[queue.rawValue].pending.first else {
            queues[queue.rawValue].blockedBy = .space
            return nil
        }
        let unmet = entry.waits .> completed
        guard any(unmet) else { return entry }
        queues[queue.rawValue].blockedBy = obstacle(unmet, for: queue)
        return nil
    }

    private func obstacle(_ unmet: SIMDMask<SIMD8<Int>.MaskStorage>, for queue: CommandQueue) -> Obstacle {
        if unmet[CommandQueue.fetch.rawValue] || unmet[CommandQueue.reload.rawValue]
            || unmet[CommandQueue.store.rawValue]
        {
            return .memory
        }
        let own = queue.rawValue
        var others = unmet
        others[own] = false
        return unmet[own] && !any(others) ? .own : .unit
    }

    private mutating func releaseSpace() -> Bool {
        var released = false
        while let entry = head(of: .release) {
            _ = queues[CommandQueue.release.rawValue].pending.removeFirst()
            dispatcher.release(program.commands[entry.command].releases)
            completed[CommandQueue.release.rawValue] += 1
            unfinished -= 1
            released = true
        }
        return released
    }

    /// Takes the head of a queue under way, to end at `end`.
    mutating func start(_ entry: QueueState.Entry, in queue: CommandQueue, until end: Cycles, channel: Int = 0) {
        _ = queues[queue.rawValue].pending.removeFirst()
        queues[queue.rawValue].flights.append(
            .init(
                releases: program.commands[entry.command].releases, channel: channel, tile: entry.tile,
                step: entry.step))
        events.schedule(.ended(queue), at: end)
    }
}
