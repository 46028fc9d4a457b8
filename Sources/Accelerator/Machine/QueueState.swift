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
    /// The next one's index into `Program.commands`, where there is one.
    var command = 0
    /// The queues that the next one still waits for, a bit each.
    var unmet = QueueState.none
    /// What held up the head of the queue when its unit last looked.
    var blockedBy = Obstacle.space

    var isReady: Bool { unmet == 0 }
}

/// What keeps a command from starting.
enum Obstacle {
    case memory
    case space
    case unit
    /// The unit's own results, still on their way out.
    case own

    /// What is in the way of a queue's next command, which is not ready.
    init(unmet: UInt8, queue: Int) {
        let transfers: UInt8 = 1 << CommandQueue.fetch.index | 1 << CommandQueue.reload.index
            | 1 << CommandQueue.store.index
        if unmet == QueueState.none {
            self = .space
        } else if unmet & transfers != 0 {
            self = .memory
        } else {
            self = unmet == 1 << queue ? .own : .unit
        }
    }
}
