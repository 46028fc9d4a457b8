import Accelerator
import Architecture
import Mapping
import Models
import OperatorTrace
import Quantities
import Reporting
import Testing

/// A run whose result is recorded in `Tests/GoldenTests/Golden`: a shipped workload on a machine in a residency mode.
struct GoldenRun: Sendable, CustomTestStringConvertible {
    /// A workload that is shipped as a file or built in.
    enum Source: String, Sendable { case smolvla, derivation, tiny }

    let source: Source
    let machine: String
    let residency: ResidencyMode

    var name: String { "\(source).\(machine).\(residency.rawValue)" }
    var testDescription: String { name }

    static let all: [GoldenRun] =
        ResidencyMode.allCases.flatMap { mode in
            [
                GoldenRun(source: .smolvla, machine: "default", residency: mode),
                GoldenRun(source: .smolvla, machine: "edge", residency: mode),
                GoldenRun(source: .tiny, machine: "default", residency: mode),
                GoldenRun(source: .derivation, machine: "default", residency: mode),
            ]
        } + [
            GoldenRun(source: .smolvla, machine: "gemmini", residency: .layerByLayer),
            GoldenRun(source: .smolvla, machine: "tpu-v1", residency: .resident),
            GoldenRun(source: .tiny, machine: "edge", residency: .pinned),
        ]

    func workload() throws -> Workload {
        switch source {
        case .smolvla: try ModelDescription.smolVLA.lowered()
        case .derivation: try Workload(contentsOf: RepositoryFile.path("Workloads/derivation.json"))
        case .tiny: try Workload(contentsOf: RepositoryFile.path("Workloads/tiny.json"))
        }
    }

    func spec() throws -> AcceleratorSpec {
        guard let spec = AcceleratorSpec.preset(machine) else { throw UnknownMachine(name: machine) }
        return spec
    }

    struct UnknownMachine: Error { let name: String }
}

/// A digest of all records of a run, so that a change of any of them shows: FNV-1a over 64 bits (Fowler, Noll and Vo).
struct RecordDigest: RecordSink {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325
    private(set) var records = 0

    mutating func record(_ record: CommandRecord) {
        records += 1
        mix(record.command, record.operation, record.iteration, record.inference, number(of: record.unit))
        mix(record.issued.count, record.began.count, record.ended.count, record.completed.count)
        let gap = record.before
        mix(gap.memory.count, gap.space.count, gap.unit.count, gap.loadingStationary.count, gap.fillDrain.count)
        mix(record.working.count, record.loadingStationary.count, record.sramConflicts.count)
        mix(record.movedBytes.count, record.sramTraffic.count, record.takenSRAM.count, record.peakSRAM.count)
    }

    mutating func finish(_ unit: UnitID, lastOperation: Int, drain: Cycles, idle: Cycles) {
        mix(number(of: unit), lastOperation, drain.count, idle.count)
    }

    private func number(of unit: UnitID) -> Int {
        switch unit {
        case .array: -1
        case .vector: -2
        case .dma(let channel): channel
        }
    }

    private mutating func mix(_ numbers: Int...) {
        for number in numbers {
            value = (value ^ UInt64(bitPattern: Int64(number))) &* 0x0000_0100_0000_01B3
        }
    }
}
