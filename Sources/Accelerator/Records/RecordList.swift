import Quantities

/// Keeps every record of a run, and what every unit did at its end. For small programs: a record takes 264 bytes.
package struct RecordList: RecordSink, Equatable, Sendable {
    /// How a unit spends the time after its last command.
    package struct Rest: Equatable, Sendable {
        package var unit: UnitID
        package var drain: Cycles
        package var idle: Cycles
    }

    package private(set) var records: [CommandRecord] = []
    package private(set) var rests: [Rest] = []

    package init() {}

    package mutating func record(_ record: CommandRecord) { records.append(record) }

    package mutating func finish(_ unit: UnitID, lastOperation: Int, drain: Cycles, idle: Cycles) {
        rests.append(Rest(unit: unit, drain: drain, idle: idle))
    }
}
