import Architecture
import Quantities

/// One in-order queue: commands whose SRAM has been granted and that have not started, then those under way.
struct QueueState {
    /// A dispatched command.
    struct Entry {
        var command: Int
        var iteration: Int
        /// Place in the program as it runs, over all queues: what was dispatched first is wanted first.
        var age: Int
        var inference: Int
        /// Products and passes, and operations, since the program began.
        var tile: Int
        var step: Int
        /// How many commands of each queue must have ended.
        var waits: SIMD8<Int>
    }

    /// A command that has started and not ended.
    struct Flight {
        var releases: Space
        var channel: Int
        var tile: Int
        var step: Int
    }

    var pending = Ring<Entry>()
    var flights = Ring<Flight>()
    /// What held up the head of the queue when it was last looked at.
    var blockedBy = Obstacle.space
}

/// What keeps a command from starting.
enum Obstacle {
    case memory
    case space
    case unit
    /// The unit's own results, still on their way out.
    case own
}

/// A first-in, first-out buffer that keeps its storage.
struct Ring<Element> {
    private var elements: ContiguousArray<Element?> = ContiguousArray(repeating: nil, count: 16)
    private var head = 0
    private(set) var count = 0

    var first: Element? { count > 0 ? elements[head] : nil }

    mutating func append(_ element: Element) {
        if count == elements.count { grow() }
        elements[(head + count) & (elements.count - 1)] = element
        count += 1
    }

    mutating func removeFirst() -> Element? {
        guard count > 0 else { return nil }
        let element = elements[head]
        head = (head + 1) & (elements.count - 1)
        count -= 1
        return element
    }

    private mutating func grow() {
        var larger = ContiguousArray<Element?>(repeating: nil, count: elements.count * 2)
        for index in 0..<count { larger[index] = elements[(head + index) & (elements.count - 1)] }
        elements = larger
        head = 0
    }
}
