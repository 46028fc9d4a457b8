import Architecture

/// A point in a queue: its `count`-th command since the start of the program has ended.
struct Marker: Equatable {
    var queue: CommandQueue
    var count: Int
}

/// Points in several queues that must all have been reached.
struct Dependencies: Equatable {
    /// By queue, how many of its commands must have ended; 0 asks nothing.
    var counts = SIMD8<Int>(repeating: 0)

    init() {}

    init(_ marker: Marker) { counts[marker.queue.rawValue] = marker.count }

    subscript(queue: CommandQueue) -> Int { counts[queue.rawValue] }

    mutating func formUnion(_ other: Dependencies) {
        counts.replace(with: other.counts, where: other.counts .> counts)
    }

    mutating func insert(_ marker: Marker) {
        counts[marker.queue.rawValue] = max(counts[marker.queue.rawValue], marker.count)
    }

    func union(_ other: Dependencies) -> Dependencies {
        var result = self
        result.formUnion(other)
        return result
    }

    /// Only what this set asks of one queue.
    func only(_ queue: CommandQueue) -> Dependencies { Dependencies(Marker(queue: queue, count: self[queue])) }
}
