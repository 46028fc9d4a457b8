import Quantities

/// The ledger of one unit: where its cycles went. The causes of a whole run add up to its cycles.
package struct UnitAccount: Equatable, Sendable {
    /// Rows stream, lanes compute, bytes move.
    package var working = Cycles(0)
    /// Only stationary operands move into the array.
    package var loadingStationary = Cycles(0)
    /// The array's pipeline fills, drains or changes over.
    package var fillDrain = Cycles(0)
    package var waitingForMemory = Cycles(0)
    package var waitingForSpace = Cycles(0)
    package var waitingForUnit = Cycles(0)
    package var idle = Cycles(0)

    package init() {}

    package var total: Cycles {
        working + loadingStationary + fillDrain + waitingForMemory + waitingForSpace + waitingForUnit + idle
    }

    /// Name and count of every cause, in the order in which reports list them.
    package var causes: [(name: String, cycles: Cycles)] {
        [
            ("working", working), ("loadingStationary", loadingStationary), ("fillDrain", fillDrain),
            ("waitingForMemory", waitingForMemory), ("waitingForSpace", waitingForSpace),
            ("waitingForUnit", waitingForUnit), ("idle", idle),
        ]
    }

    package static func += (left: inout UnitAccount, right: UnitAccount) {
        left.working += right.working
        left.loadingStationary += right.loadingStationary
        left.fillDrain += right.fillDrain
        left.waitingForMemory += right.waitingForMemory
        left.waitingForSpace += right.waitingForSpace
        left.waitingForUnit += right.waitingForUnit
        left.idle += right.idle
    }

    /// Books a command: its own cycles and the gap before them.
    package mutating func add(_ record: CommandRecord) {
        working += record.working
        loadingStationary += record.loadingStationary + record.before.loadingStationary
        fillDrain += record.ended - record.began - record.working - record.loadingStationary + record.before.fillDrain
        waitingForMemory += record.before.memory
        waitingForSpace += record.before.space
        waitingForUnit += record.before.unit
    }
}
