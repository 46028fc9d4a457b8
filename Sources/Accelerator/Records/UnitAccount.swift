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
    /// Other units keep the SRAM's banks busy.
    package var sramConflicts = Cycles(0)
    package var idle = Cycles(0)

    package init() {}

    package var total: Cycles {
        working + loadingStationary + fillDrain + waitingForMemory + waitingForSpace + waitingForUnit
            + sramConflicts + idle
    }

    /// Name and count of every cause, in the order in which reports list them.
    package var causes: [(name: String, cycles: Cycles)] {
        [
            ("working", working), ("loadingStationary", loadingStationary), ("fillDrain", fillDrain),
            ("waitingForMemory", waitingForMemory), ("waitingForSpace", waitingForSpace),
            ("waitingForUnit", waitingForUnit), ("sramConflicts", sramConflicts), ("idle", idle),
        ]
    }

    package static func += (left: inout UnitAccount, right: UnitAccount) {
        left.working += right.working
        left.loadingStationary += right.loadingStationary
        left.fillDrain += right.fillDrain
        left.waitingForMemory += right.waitingForMemory
        left.waitingForSpace += right.waitingForSpace
        left.waitingForUnit += right.waitingForUnit
        left.sramConflicts += right.sramConflicts
        left.idle += right.idle
    }

    /// The same so many times over.
    package static func * (account: UnitAccount, times: Int) -> UnitAccount {
        var product = UnitAccount()
        product.working = account.working * times
        product.loadingStationary = account.loadingStationary * times
        product.fillDrain = account.fillDrain * times
        product.waitingForMemory = account.waitingForMemory * times
        product.waitingForSpace = account.waitingForSpace * times
        product.waitingForUnit = account.waitingForUnit * times
        product.sramConflicts = account.sramConflicts * times
        product.idle = account.idle * times
        return product
    }

    /// Books a command: its own cycles and the gap before them.
    package mutating func add(_ record: CommandRecord) {
        working += record.working
        loadingStationary += record.loadingStationary + record.before.loadingStationary
        fillDrain += record.ended - record.began - record.working - record.loadingStationary - record.sramConflicts
        fillDrain += record.before.fillDrain
        sramConflicts += record.sramConflicts
        waitingForMemory += record.before.memory
        waitingForSpace += record.before.space
        waitingForUnit += record.before.unit
    }
}
