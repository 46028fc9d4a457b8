import Architecture

/// A point in a queue: its `count`-th command since the start of the program has ended.
struct Marker: Equatable {
    var queue: CommandQueue
    var count: Int
}

/// Points in several queues that must all have been reached.
struct Dependencies: Equatable {
    /// By queue, how many of its commands must have ended; 0 asks nothing.
    /// A program has fewer than 2^31 commands.
    var counts = SIMD8<Int32>(repeating: 0)

    init() {}

    init(_ marker: Marker) { counts[marker.queue.index] = Int32(marker.count) }

    subscript(queue: CommandQueue) -> Int { Int(counts[queue.index]) }

    mutating func formUnion(_ other: Dependencies) {
        counts.replace(with: other.counts, where: other.counts .> counts)
    }

    mutating func insert(_ marker: Marker) {
        counts[marker.queue.index] = max(counts[marker.queue.index], Int32(marker.count))
    }

    /// What it asks, so many commands of each queue later.
    func shifted(by commands: SIMD8<Int32>) -> Dependencies {
        var result = self
        result.counts.replace(with: counts &+ commands, where: counts .> 0)
        return result
    }

    /// Asks for so many commands of each queue more, where it asks for some behind `counts`, and elsewhere what another
    /// one does.
    mutating func shift(by commands: SIMD8<Int32>, since counts: SIMD8<Int32>, or other: Dependencies?) {
        let moved = self.counts &+ commands
        self.counts = (other?.counts ?? .zero).replacing(with: moved, where: self.counts .> counts)
    }

    func union(_ other: Dependencies) -> Dependencies {
        var result = self
        result.formUnion(other)
        return result
    }

    /// Only what this set asks of one queue.
    func only(_ queue: CommandQueue) -> Dependencies { Dependencies(Marker(queue: queue, count: self[queue])) }
}
