import Architecture
import Quantities

/// What one executed command did, and what its unit waited for before it.
package struct CommandRecord: Equatable, Sendable {
    /// Index into `Program.commands`.
    package var command: Int
    /// Index into `Program.operations`.
    package var operation: Int
    package var iteration: Int
    /// Which of the run's inferences it belongs to.
    package var inference: Int
    package var unit: UnitID
    /// When the unit took it: a DMA channel issued it, the array began to load its first stationary tile.
    package var issued: Cycles
    /// When its work began: first byte on the bus, first row into the array.
    package var began: Cycles
    /// When its work ended; a product's results need its latency more.
    package var ended: Cycles
    /// When its results were there for others.
    package var completed: Cycles
    /// The unit's cycles between the end of its last command's work and the beginning of this one's, by cause.
    package var before = Gap()
    /// Of the cycles from `began` to `ended` of a product, those in which rows stream; for other units, all.
    package var working = Cycles(0)
    /// Of the cycles from `began` to `ended` of a product, those in which only stationary operands move.
    package var loadingStationary = Cycles(0)
    /// Of the cycles from `began` to `ended`, those lost because other units kept the SRAM's banks busy.
    package var sramConflicts = Cycles(0)
    /// Bytes on the memory bus, whole granules.
    package var movedBytes = Bytes(0)
    /// Bytes in and out of SRAM.
    package var sramTraffic = Bytes(0)
    /// SRAM that was taken when the unit took the command, its own room included.
    package var takenSRAM = Bytes(0)
    /// The most SRAM that was taken since the record before this one; the largest of all records is the run's peak.
    package var peakSRAM = Bytes(0)

    /// Cycles in which a unit did no work of its own.
    package struct Gap: Equatable, Sendable {
        package var memory = Cycles(0)
        package var space = Cycles(0)
        package var unit = Cycles(0)
        package var loadingStationary = Cycles(0)
        package var fillDrain = Cycles(0)

        package subscript(cause: WaitCause) -> Cycles {
            get {
                switch cause {
                case .memory: memory
                case .space: space
                case .unit: unit
                case .idle: Cycles(0)
                }
            }
            set {
                switch cause {
                case .memory: memory = newValue
                case .space: space = newValue
                case .unit: unit = newValue
                case .idle: break
                }
            }
        }

        package var total: Cycles { memory + space + unit + loadingStationary + fillDrain }
    }
}

/// A unit that the ledger has an account for.
package enum UnitID: Hashable, Sendable {
    case array
    case vector
    case dma(channel: Int)

    /// The key of the unit in JSON.
    package var name: String {
        switch self {
        case .array: "array"
        case .vector: "vector"
        case .dma(let channel): "dma\(channel)"
        }
    }
}

/// Takes the records of a run: a fold, a trace writer, an array in a test.
package protocol RecordSink {
    mutating func record(_ record: CommandRecord)
    /// Takes some records in order. Without a method of its own, a sink takes them one by one.
    mutating func record(_ records: ContiguousArray<CommandRecord>)
    /// Takes records that come again and again. Without a method of its own, a sink takes them one by one.
    mutating func record(_ pattern: RecordPattern)
    /// The unit has nothing left to do from `since` to the end of the run.
    mutating func finish(_ unit: UnitID, lastOperation: Int, drain: Cycles, idle: Cycles)
    /// True if the sink can take no more: the run is given up soon.
    var isClosed: Bool { get }
}

extension RecordSink {
    package var isClosed: Bool { false }

    package mutating func record(_ records: ContiguousArray<CommandRecord>) {
        for record in records { self.record(record) }
    }

    package mutating func record(_ pattern: RecordPattern) {
        for time in 0..<pattern.times {
            for record in pattern.records.joined() {
                guard !isClosed else { return }
                self.record(pattern.record(record, time: time + 1))
            }
        }
    }
}
