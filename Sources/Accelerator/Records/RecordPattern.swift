import Quantities

/// Records that come again and again, each time the same number of iterations and cycles later.
package struct RecordPattern: Sendable {
    /// Those of the first time, part by part, which a sink has been given already.
    package let records: [ContiguousArray<CommandRecord>]
    /// How often they come again.
    package let times: Int
    /// Iterations and cycles from one time to the next.
    package let iterations: Int
    package let cycles: Cycles

    /// The least range of operations that has those of all records; nil without records.
    var operations: ClosedRange<Int>? {
        var (first, last) = (Int.max, Int.min)
        for part in records {
            for place in part.indices {
                first = min(first, part[place].operation)
                last = max(last, part[place].operation)
            }
        }
        return first <= last ? first...last : nil
    }

    /// A record as it comes at a later time, counted from 1.
    package func record(_ record: CommandRecord, time: Int) -> CommandRecord {
        var record = record
        record.iteration += iterations * time
        record.move(by: cycles * time)
        return record
    }
}

extension CommandRecord {
    /// Moves it in time.
    mutating func move(by cycles: Cycles) {
        issued += cycles
        began += cycles
        ended += cycles
        completed += cycles
    }
}
