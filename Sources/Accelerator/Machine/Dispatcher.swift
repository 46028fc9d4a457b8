import Architecture
import Quantities

/// Walks the program in order, iterations unrolled, and grants SRAM to each command in turn.
///
/// Because room is granted in program order, and a program run one command at a time fits, whatever is granted can
/// always finish and give back what the next command waits for.
struct Dispatcher {
    /// Commands that may be granted and unfinished at once; bounds memory where commands need no SRAM.
    static let window = 4096

    private let program: Program
    private var segment = 0
    private var iteration = 0
    private var next: Int
    /// Commands of each queue before the segment's current iteration.
    private var base = SIMD8<Int>(repeating: 0)
    private var counts = SIMD8<Int>(repeating: 0)
    private var age = 0
    /// Tiles and operations before the segment's current iteration.
    private var tileBase = 0
    private var stepBase = 0
    private(set) var free: Space
    private(set) var isDone: Bool
    private let capacity: Space
    private(set) var peak = Bytes(0)
    private var recentPeak = Bytes(0)

    init(_ program: Program, sram: SRAMSpec) {
        self.program = program
        capacity = sram.space
        free = sram.space
        isDone = program.segments.isEmpty
        next = program.segments.first?.commands.lowerBound ?? 0
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

    /// The next command in program order, if its room is free.
    mutating func grant() -> (queue: CommandQueue, entry: QueueState.Entry)? {
        guard !isDone, program.commands[next].allocates.fits(in: free) else { return nil }
        let queue = program.commands[next].queue
        let lanes = program.commands[next].waits.lanes
        free -= program.commands[next].allocates
        let taken = taken
        peak = max(peak, taken)
        recentPeak = max(recentPeak, taken)
        let absolute = base &+ SIMD8<Int>(truncatingIfNeeded: lanes)
        let entry = QueueState.Entry(
            command: next, iteration: program.segments[segment].firstIteration + iteration, age: age,
            inference: program.segments[segment].inference, tile: tileBase + Int(program.commands[next].tile),
            step: stepBase + Int(program.commands[next].step),
            waits: absolute.replacing(with: 0, where: SIMD8<Int>(truncatingIfNeeded: lanes) .== Int(Waits.unset)))
        counts[queue.rawValue] += 1
        age += 1
        step()
        return (queue, entry)
    }

    /// The tile and operation of the next command, if it is a load.
    var nextLoad: (tile: Int, step: Int)? {
        guard !isDone else { return nil }
        let queue = program.commands[next].queue
        guard queue == .fetch || queue == .reload else { return nil }
        return (tileBase + Int(program.commands[next].tile), stepBase + Int(program.commands[next].step))
    }

    private mutating func step() {
        next += 1
        guard next == program.segments[segment].commands.upperBound else { return }
        tileBase += Int(program.commands[next - 1].tile) + 1
        stepBase += Int(program.commands[next - 1].step) + 1
        base = counts
        iteration += 1
        if iteration == program.segments[segment].repeats {
            iteration = 0
            segment += 1
            isDone = segment == program.segments.count
        }
        if !isDone { next = program.segments[segment].commands.lowerBound }
    }
}
