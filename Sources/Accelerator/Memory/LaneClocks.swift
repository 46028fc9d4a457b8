/// When the parts of one lane are free, in ticks of data time.
struct LaneClocks: Hashable, Sendable {
    var bus = 0
    /// The window of activations: four in tFAW, tRRD apart.
    var activation = 0
    /// The row cycles of the lane's busiest bank.
    var rowCycling = 0
    /// When the lane is done with all it was given.
    var end = 0
    /// The time that a queue's share of bursts takes, as of late.
    var queuePace: Int

    init(queuePace: Int) { self.queuePace = queuePace }

    /// Adds work, and returns when it is done. The last activation is done when its data begins, not when the next one
    /// could follow.
    @inline(__always)
    mutating func add(_ work: LaneWork, from start: Int) -> Int {
        bus = max(bus, start) + work.busy
        activation = max(activation, start) + work.opening
        rowCycling = max(rowCycling, start) + work.cycling
        return max(bus, activation - work.lastOpening, rowCycling)
    }

    /// Notes when the lane is done, and how long it took for it.
    @inline(__always)
    mutating func finish(_ done: Int, _ work: LaneWork, from start: Int) {
        let took = max(0, done - max(end, start))
        let kept = max(0, (1 << 16) - work.weight)
        queuePace = max(work.leastPace, (took * work.perQueue) >> 16 + (queuePace * kept) >> 16)
        end = max(end, done)
    }

    /// Keeps the bus idle for a while.
    mutating func hold(for time: Int, from start: Int) {
        bus = max(bus, start) + time
        end = max(end, bus)
    }

    /// The same clocks with all that lies before a time at that time.
    @inline(__always)
    func since(_ time: Int) -> LaneClocks {
        var copy = self
        copy.bus = max(bus, time)
        copy.activation = max(activation, time)
        copy.rowCycling = max(rowCycling, time)
        copy.end = max(end, time)
        return copy
    }

    /// Counts time from `now` on; what lies before `past` is all alike.
    mutating func move(to now: Int, past: Int) {
        bus = bus > past ? bus - now : 0
        activation = activation > past ? activation - now : 0
        rowCycling = rowCycling > past ? rowCycling - now : 0
        end = end > past ? end - now : 0
    }
}

/// What a transfer asks of one lane.
struct LaneWork: Hashable, Sendable {
    var bursts: Int
    /// Bus time.
    var busy: Int
    /// Rows opened, in parts of 1/4096, and the time that takes in the activation window; of the last one alone.
    var opened: Int
    var opening = 0
    var lastOpening = 0
    /// Time of row cycles in one bank.
    var cycling: Int
    /// Parts of 2^16: a queue's bursts over these bursts, no more than one; and these over a queue's.
    var perQueue = 0
    var weight = 0
    /// The bus time of a queue's bursts.
    var leastPace = 0
}
