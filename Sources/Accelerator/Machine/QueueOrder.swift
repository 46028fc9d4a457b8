import Architecture

/// A program's commands by queue, segment by segment, and how far the run has counted them.
///
/// Commands of one queue start and end in program order. So a queue need not store its commands: how many have been
/// granted, taken up and ended says which they are.
struct QueueOrder {
    /// Queues, rounded up to a power of two: the length of a row of the tables below.
    static let lanes = 8

    /// Indices into `Program.commands`: by segment, then by queue, in program order.
    private var places: ContiguousArray<Int32> = []
    /// By segment and queue: where its commands begin in `places`, how many an iteration has, and how many come before
    /// the segment's first iteration.
    private var starts: ContiguousArray<Int> = []
    private var counts: ContiguousArray<Int> = []
    private var bases: ContiguousArray<Int> = []
    private(set) var segments: ContiguousArray<SegmentRun> = []

    /// Programs have fewer than 2^31 commands.
    init(_ program: Program) {
        places.reserveCapacity(program.commands.count)
        bases = ContiguousArray(repeating: 0, count: program.segments.count * Self.lanes)
        starts = bases
        counts = bases
        segments.reserveCapacity(program.segments.count)
        for (index, segment) in program.segments.enumerated() {
            list(segment.commands, of: program, row: index * Self.lanes)
            let last = program.commands.places[segment.commands.upperBound - 1]
            segments.append(
                SegmentRun(
                    segment, tiles: program.commands.tile(of: last) + 1, steps: program.commands.step(of: last) + 1))
        }
    }

    private mutating func list(_ commands: Range<Int>, of program: Program, row: Int) {
        var lengths = SIMD8<Int>(repeating: 0)
        for index in commands { lengths[Int(program.commands.queues[index])] += 1 }
        var next = places.count
        var ends = SIMD8<Int>(repeating: 0)
        for lane in 0..<Self.lanes {
            (starts[row + lane], counts[row + lane]) = (next, lengths[lane])
            ends[lane] = next
            next += lengths[lane]
        }
        places.append(contentsOf: repeatElement(0, count: commands.count))
        places.withUnsafeMutableBufferPointer { places in
            for index in commands {
                let queue = Int(program.commands.queues[index])
                places[ends[queue]] = Int32(truncatingIfNeeded: index)
                ends[queue] += 1
            }
        }
    }

    /// How many commands of a queue an iteration of a segment has.
    func count(_ segment: Int, _ queue: Int) -> Int { counts[segment * Self.lanes + queue] }

    /// How many commands of a queue come before an iteration of a segment that dispatching has reached.
    func base(_ segment: Int, iteration: Int, _ queue: Int) -> Int {
        let row = segment * Self.lanes + queue
        return bases[row] + iteration * counts[row]
    }

    /// Products, passes and operations before an iteration of such a segment.
    func tiles(before iteration: Int, of segment: Int) -> Int {
        segments[segment].tileBase + iteration * segments[segment].tiles
    }

    func steps(before iteration: Int, of segment: Int) -> Int {
        segments[segment].stepBase + iteration * segments[segment].steps
    }

    /// Notes that dispatching comes to the segment behind this one.
    mutating func leave(_ segment: Int) {
        guard segment + 1 < segments.count else { return }
        let repeats = segments[segment].repeats
        for lane in 0..<Self.lanes {
            bases[(segment + 1) * Self.lanes + lane] = base(segment, iteration: repeats, lane)
        }
        segments[segment + 1].tileBase = tiles(before: repeats, of: segment)
        segments[segment + 1].stepBase = steps(before: repeats, of: segment)
    }

    /// Takes iterations of a segment that are still to come as done: those left are numbered from behind them.
    mutating func skip(_ iterations: Int, of segment: Int) {
        segments[segment].repeats -= iterations
        segments[segment].firstIteration += iterations
    }

    /// The command at a cursor, which lies before what has been granted: an index into `Program.commands`.
    @inline(__always)
    func command(at cursor: inout QueueCursor, of queue: Int) -> Int {
        while cursor.place == cursor.end { step(&cursor, queue) }
        return Int(places[cursor.place])
    }

    /// Goes on to the next iteration, or the next segment.
    private func step(_ cursor: inout QueueCursor, _ queue: Int) {
        if cursor.iteration + 1 < segments[max(0, cursor.segment)].repeats, cursor.segment >= 0 {
            cursor.iteration += 1
        } else {
            cursor.segment += 1
            cursor.iteration = 0
        }
        let row = cursor.segment * Self.lanes + queue
        cursor.place = starts[row]
        cursor.end = cursor.place + counts[row]
    }
}

/// A segment as it runs.
struct SegmentRun {
    var firstIteration: Int
    var repeats: Int
    var inference: Int
    /// Products and passes, and operations, of an iteration, and those before the segment.
    var tiles: Int
    var steps: Int
    var tileBase = 0
    var stepBase = 0

    init(_ segment: Segment, tiles: Int, steps: Int) {
        firstIteration = segment.firstIteration
        repeats = segment.repeats
        inference = segment.inference
        self.tiles = tiles
        self.steps = steps
    }
}

/// A place among the commands of one queue, iterations unrolled.
struct QueueCursor {
    var segment = -1
    var iteration = 0
    /// Its place in the segment's list, and the end of that.
    var place = 0
    var end = 0
}
