import Architecture
import Quantities

/// Collects commands in program order, and keeps the books that make a program sound: which commands have been waited
/// for already, and how much SRAM is taken when everything before a command has ended.
struct ProgramBuilder {
    /// Bound on the length of a program, and so on the memory of a run: a command takes about 130 bytes.
    static let commandLimit = 4_000_000

    private(set) var commands = CommandList()
    private(set) var segments: [Segment] = []
    private(set) var books = Books()
    let capacity: Space
    /// The most SRAM that was taken at a time, had commands run one by one, since this was last set.
    var highest = Space.none
    /// The place of the first command that was changed after it was added, since this was last set.
    var earliestChange = 0

    /// What the builder knows beside the commands themselves.
    struct Books {
        var occupied = Space.none
        /// Commands so far, by queue; a repeated segment counts once.
        var counts = SIMD8<Int32>(repeating: 0)
        /// Counts at the start of the segment at hand.
        var base = SIMD8<Int32>(repeating: 0)
        /// What the commands of each queue have waited for already.
        var awaited = ByQueue(SIMD8<Int32>(repeating: 0))
        /// The same at the start of the segment at hand.
        var awaitedBefore = ByQueue(SIMD8<Int32>(repeating: 0))
        /// By queue, the place of its last command in `commands`; -1 without one.
        var last = SIMD8<Int>(repeating: -1)
        var segmentStart = 0
        /// Products and passes, and operations, since the segment began.
        var tile: Int32 = 0
        var step: Int32 = 0
    }

    /// Room for the commands of most programs, so that they need not be moved as they grow: 9 MB of addresses, of which
    /// only what is written takes memory.
    private static let expectedCommands = 1 << 16

    init(capacity: Space) {
        self.capacity = capacity
        commands.reserveCapacity(Self.expectedCommands)
    }

    /// Adds a command behind all others and returns the point at which it has ended.
    ///
    /// Throws `tooManyCommands`. Room for `allocates` must have been planned for: lacking it is a fault of the mapper.
    @discardableResult
    mutating func append(
        _ work: Command.Work, to queue: CommandQueue, operation: Int, after dependencies: Dependencies,
        allocates: Space = .none, releases: Space = .none
    ) throws(BuilderError) -> Marker {
        guard commands.count < Self.commandLimit else { throw .tooManyCommands }
        books.occupied += allocates
        guard books.occupied.fits(in: capacity) else { throw .noRoom(needed: books.occupied) }
        highest = highest.maximum(with: books.occupied)
        books.occupied -= releases
        let waits = newWaits(of: queue, dependencies)
        books.last[queue.index] = commands.count
        commands.append(
            Command(
                operation: Int32(operation), queue: queue, tile: books.tile, step: books.step, waits: waits,
                allocates: allocates, releases: releases, work: work))
        if queue == .array || queue == .vector { books.tile += 1 }
        books.counts[queue.index] += 1
        return last(of: queue)
    }

    /// The point at which the command that a queue was given last has ended.
    func last(of queue: CommandQueue) -> Marker { Marker(queue: queue, count: Int(books.counts[queue.index])) }

    /// Gives SRAM back once everything in `dependencies` has ended: with the command that ends last if that is certain,
    /// else by a command of its own.
    mutating func release(
        _ space: Space, after dependencies: Dependencies, operation: Int
    ) throws(BuilderError) {
        guard !space.isEmpty else { return }
        for queue in 0..<CommandQueue.release.index {
            guard dependencies.counts[queue] > 0, dependencies.counts[queue] == books.counts[queue],
                books.last[queue] >= books.segmentStart
            else { continue }
            var others = dependencies.counts
            others[queue] = 0
            guard all(others .<= books.awaited[queue]) else { continue }
            commands[books.last[queue]].releases += space
            earliestChange = min(earliestChange, books.last[queue])
            books.occupied -= space
            return
        }
        try append(.release, to: .release, operation: operation, after: dependencies, releases: space)
    }

    /// True if the commands of the segment at hand are those of the segment before it.
    var repeatsLastSegment: Bool {
        guard let previous = segments.last?.commands,
            previous.count == commands.count - books.segmentStart
        else { return false }
        let apart = books.segmentStart - previous.lowerBound
        return previous.allSatisfy { commands.areAlike($0, $0 + apart) }
    }

    /// Ends the segment at hand: everything since the last one, as one iteration of a stage.
    /// - Returns: false if there is nothing in it.
    mutating func endSegment(stage: Int, inference: Int, iteration: Int) -> Bool {
        let hasCommands = books.segmentStart < commands.count
        if hasCommands {
            segments.append(
                Segment(
                    stage: stage, inference: inference, firstIteration: iteration, repeats: 1,
                    commands: books.segmentStart..<commands.count))
        }
        books.base = books.counts
        books.awaitedBefore = books.awaited
        books.segmentStart = commands.count
        books.tile = 0
        books.step = 0
        return hasCommands
    }

    /// Notes that the commands of another operation follow.
    mutating func beginStep() { books.step += 1 }

    /// Counts the last segment that has ended so many times more.
    mutating func repeatLastSegment(_ repeats: Int) { segments[segments.count - 1].repeats += repeats }

    /// Takes back the commands of the segment at hand. `books` are those of the time when it began.
    mutating func takeBackSegment(books: Books) {
        commands.removeAll(from: self.books.segmentStart)
        self.books = books
    }

    /// Whether the program may have so many commands more.
    func hasPlace(for count: Int) -> Bool { commands.count + count <= Self.commandLimit }

    /// Adds commands of the segment at hand once more, for other operations and data.
    ///
    /// - Parameters:
    ///   - before: the books when they were first added, and `after` those behind them. They waited for each other, or
    ///     for commands as far before them as is right this time, too.
    ///   - operations: how far the operations lie behind the first ones'.
    ///   - tensors: those that take the place of the first ones'.
    mutating func repeatCommands(
        _ first: Range<Int>, from before: Books, to after: Books, operations: Int32, tensors: TensorMoves
    ) {
        let shift = books.counts &- before.counts
        let distance = commands.count - first.lowerBound
        commands.append(
            first,
            moved: CommandMove(
                operations: operations, tiles: books.tile - before.tile, steps: books.step - before.step, waits: shift,
                tensors: tensors))
        for queue in 0..<CommandQueue.count {
            let isNew = after.awaited[queue] .!= before.awaited[queue]
            books.awaited[queue].replace(with: after.awaited[queue] &+ shift, where: isNew)
            if after.last[queue] >= first.lowerBound { books.last[queue] = after.last[queue] + distance }
        }
        books.occupied += after.occupied - before.occupied
        books.counts &+= after.counts &- before.counts
        books.tile += after.tile - before.tile
        books.step += after.step - before.step
    }

    private mutating func newWaits(of queue: CommandQueue, _ dependencies: Dependencies) -> Waits {
        let waits = books.waits(of: queue, dependencies, since: books.base)
        let known = books.awaited[queue.index]
        books.awaited[queue.index] = known.replacing(with: dependencies.counts, where: dependencies.counts .> known)
        return waits
    }
}

extension ProgramBuilder.Books {
    /// What the next command of a queue would have to wait for, of some dependencies, that its queue has not yet: commands
    /// counted from `base` on.
    func waits(of queue: CommandQueue, _ dependencies: Dependencies, since base: SIMD8<Int32>) -> Waits {
        var waits = Waits.none
        waits.lanes.replace(with: dependencies.counts &- base, where: dependencies.counts .> awaited[queue.index])
        return waits
    }
}

extension ProgramBuilder.Books {
    /// Whether a unit's command ends only after all of some dependencies, which lie before the segment: its queue has
    /// waited for them, or the other unit's had before the segment, all of whose commands of that time its queue waited for.
    func implies(_ dependencies: Dependencies, by producer: Marker) -> Bool {
        let queue = producer.queue.index
        let isLast = producer.count == Int(counts[queue])
        var known = isLast ? awaited[queue] : awaitedBefore[queue]
        for other in [CommandQueue.array.index, CommandQueue.vector.index] where known[other] >= base[other] {
            known.replace(with: awaitedBefore[other], where: awaitedBefore[other] .> known)
        }
        return all(dependencies.counts .<= known)
    }
}

/// Why a command could not be added.
enum BuilderError: Error {
    case tooManyCommands
    case noRoom(needed: Space)
}
