import Architecture
import Quantities

/// Walks the program in order, iterations unrolled, and grants SRAM to each command in turn.
///
/// Because room is granted in program order, and a program run one command at a time fits, whatever is granted can
/// always finish and give back what the next command waits for.
struct Dispatcher {
    /// Commands that may be granted and unfinished at once: how far dispatching runs ahead where they need no SRAM.
    static let window = 4096

    private let program: Program
    /// The iteration that the next command belongs to.
    private(set) var segment = 0
    private(set) var iteration = 0
    /// Index of the next command, its queue, and the room that it needs.
    private(set) var next: Int
    private var queue = CommandQueue.fetch
    private var needed = Space.none
    private(set) var isDone: Bool
    private(set) var free: Space
    private let capacity: Space
    private(set) var peak = Bytes(0)
    private(set) var recentPeak = Bytes(0)
    /// Where the next part of the iteration begins, and the commands of a part.
    private var partEnd = 0
    private var partLength = 0
    /// The end of the segment's commands.
    private var segmentEnd = 0
    private var hasBegunPart = false

    init(_ program: Program, sram: SRAMSpec) {
        self.program = program
        capacity = sram.space
        free = sram.space
        isDone = program.segments.isEmpty
        next = 0
        if !isDone { beginIteration() }
        hasBegunPart = false
    }

    mutating func release(_ space: Space) { free += space }

    /// SRAM that is taken now.
    private var taken: Bytes { (capacity - free).bytes }

    /// SRAM that is taken now, and the most since this was last asked.
    mutating func readOccupancy() -> (taken: Bytes, peak: Bytes) {
        let peak = recentPeak
        recentPeak = taken
        return (recentPeak, peak)
    }

    /// What decides how dispatching goes on, for comparison with another time in the same segment.
    var counts: [Int] { [next, free.granules[0], free.granules[1], recentPeak.count] }

    /// Whether the next command in program order finds its room free.
    @inline(__always)
    var hasRoom: Bool { !isDone && needed.fits(in: free) }

    /// Grants the next command its room, which is free, and tells which queue it goes into.
    mutating func grant(_ order: inout QueueOrder) -> Int {
        let queue = queue.index
        free -= needed
        let taken = taken
        peak = max(peak, taken)
        recentPeak = max(recentPeak, taken)
        step(&order)
        return queue
    }

    /// The tile and operation of the next command, if it is a load.
    func nextLoad(_ order: QueueOrder) -> (tile: Int, step: Int)? {
        guard !isDone else { return nil }
        guard queue == .fetch || queue == .reload else { return nil }
        let place = program.commands.places[next]
        return (
            order.tiles(before: iteration, of: segment) + program.commands.tile(of: place),
            order.steps(before: iteration, of: segment) + program.commands.step(of: place)
        )
    }

    /// Parts of an iteration at whose beginnings the machine is compared with earlier iterations.
    private static let parts = 4

    /// Whether dispatching has come to another part of an iteration since this was last asked.
    mutating func beginsPart() -> Bool {
        let begins = hasBegunPart
        hasBegunPart = false
        return begins
    }

    private mutating func step(_ order: inout QueueOrder) {
        next += 1
        if next == partEnd {
            hasBegunPart = true
            partEnd += partLength
        }
        guard next == segmentEnd else { return look() }
        iteration += 1
        if iteration == order.segments[segment].repeats {
            order.leave(segment)
            iteration = 0
            segment += 1
            isDone = segment == program.segments.count
        }
        if !isDone { beginIteration() }
    }

    private mutating func beginIteration() {
        let current = program.segments[segment]
        next = current.commands.lowerBound
        hasBegunPart = true
        partLength = current.repeats > 2 ? (current.commands.count - 1) / Self.parts + 1 : current.commands.count
        partEnd = next + partLength
        segmentEnd = current.commands.upperBound
        look()
    }

    /// Looks the next command up.
    private mutating func look() {
        let place = program.commands.places[next]
        queue = program.commands.queue(of: place)
        needed = program.commands.allocates(place)
    }
}
