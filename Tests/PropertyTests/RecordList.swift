import Accelerator
import Quantities

/// Keeps every record of a run, and what every unit did at its end.
struct RecordList: RecordSink, Equatable {
    struct Rest: Equatable {
        var unit: UnitID
        var drain: Cycles
        var idle: Cycles
    }

    var records: [CommandRecord] = []
    var rests: [Rest] = []

    mutating func record(_ record: CommandRecord) { records.append(record) }

    mutating func finish(_ unit: UnitID, lastOperation: Int, drain: Cycles, idle: Cycles) {
        rests.append(Rest(unit: unit, drain: drain, idle: idle))
    }
}
