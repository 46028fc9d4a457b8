import Quantities

/// What happens, and when: pending events in one total order of (time, phase, sequence of scheduling).
///
/// A binary heap. Two events at the same time come out by phase, then in the order in which they were scheduled, so
/// that a simulation never depends on the layout of the heap.
public struct EventQueue<Event> {
    @usableFromInline struct Entry {
        @usableFromInline var time: Cycles
        /// Phase in the upper 8 bits, sequence number below: one comparison settles both.
        @usableFromInline var rank: UInt64
        @usableFromInline var event: Event

        @inlinable init(time: Cycles, rank: UInt64, event: Event) {
            self.time = time
            self.rank = rank
            self.event = event
        }

        @inlinable func precedes(_ other: Entry) -> Bool {
            time == other.time ? rank < other.rank : time < other.time
        }
    }

    @usableFromInline var heap: ContiguousArray<Entry> = []
    @usableFromInline var sequence: UInt64 = 0

    /// An empty queue with room for `capacity` pending events.
    @inlinable public init(capacity: Int = 64) { heap.reserveCapacity(capacity) }

    @inlinable public var count: Int { heap.count }
    @inlinable public var isEmpty: Bool { heap.isEmpty }
    /// How many events have been scheduled so far.
    @inlinable public var scheduled: Int { Int(truncatingIfNeeded: sequence) }
    /// The pending events in their total order.
    public var inOrder: [(time: Cycles, event: Event)] {
        heap.sorted { $0.precedes($1) }.map { ($0.time, $0.event) }
    }
    /// When the next event happens.
    @inlinable public var nextTime: Cycles? { heap.first?.time }

    /// Adds an event. Events of a lower phase come first among those of the same time.
    @inlinable public mutating func schedule(_ event: Event, at time: Cycles, phase: UInt8 = 0) {
        let entry = Entry(time: time, rank: UInt64(phase) << 56 | sequence, event: event)
        sequence += 1
        heap.append(entry)
        siftUp(entry)
    }

    /// Removes the next event in the total order.
    @inlinable public mutating func next() -> (time: Cycles, event: Event)? {
        guard let first = heap.first else { return nil }
        let last = heap.removeLast()
        if !heap.isEmpty { siftDown(last) }
        return (first.time, first.event)
    }

    /// Moves `entry`, which sits in the last place, up to where it belongs.
    @inlinable mutating func siftUp(_ entry: Entry) {
        heap.withUnsafeMutableBufferPointer { heap in
            var hole = heap.count - 1
            while hole > 0 {
                let parent = (hole - 1) / 2
                guard entry.precedes(heap[parent]) else { break }
                heap[hole] = heap[parent]
                hole = parent
            }
            heap[hole] = entry
        }
    }

    /// Puts `entry` into the hole at the root and moves it down to where it belongs.
    @inlinable mutating func siftDown(_ entry: Entry) {
        heap.withUnsafeMutableBufferPointer { heap in
            var hole = 0
            while true {
                var child = 2 * hole + 1
                guard child < heap.count else { break }
                if child + 1 < heap.count, heap[child + 1].precedes(heap[child]) { child += 1 }
                guard heap[child].precedes(entry) else { break }
                heap[hole] = heap[child]
                hole = child
            }
            heap[hole] = entry
        }
    }
}

extension EventQueue: Sendable where Event: Sendable {}
extension EventQueue.Entry: Sendable where Event: Sendable {}
