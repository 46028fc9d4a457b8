import Architecture

/// One in-order queue: how many of its commands have been granted SRAM, taken up, and ended.
struct QueueState {
    /// The mark in `unmet` of a queue without a command to take up.
    static let none: UInt8 = 1 << 7

    var granted = 0
    var started = 0
    var ended = 0
    /// The command that is taken up next, and the one that ends next.
    var next = QueueCursor()
    var oldest = QueueCursor()
    /// The next one's index into `Program.commands`, where there is one, and what stands there.
    var command = 0
    var place = CommandList.Place(command: 0, move: 0)
    /// The queues that the next one still waits for, a bit each.
    var unmet = QueueState.none
    /// What the next one still waited for when its unit last looked and could not take it.
    var seenUnmet = QueueState.none

    /// What held up the next command when its unit last looked.
    func obstacle(of queue: Int) -> Obstacle { Obstacle(unmet: seenUnmet, queue: queue) }

    /// Whether the unit may take the next command up; if not, notes why.
    mutating func look() -> Bool {
        guard unmet != 0 else { return true }
        seenUnmet = unmet
        return false
    }
}

/// What keeps a command from starting.
enum Obstacle {
    case memory
    case space
    case unit
    /// The unit's own results, still on their way out.
    case own

    /// Marks of the queues that wait for the memory.
    static let transfers: UInt8 = 0b111

    /// What is in the way of a queue's next command that waits for these queues.
    init(unmet: UInt8, queue: Int) {
        if unmet == QueueState.none {
            self = .space
        } else if unmet & Obstacle.transfers != 0 {
            self = .memory
        } else {
            self = unmet == 1 << UInt8(truncatingIfNeeded: queue) ? .own : .unit
        }
    }
}
