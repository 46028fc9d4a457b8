import Accelerator
import Architecture
import Mapping
import Models
import OperatorTrace
import Quantities

/// Whole inferences, cut into their steps.
enum RunBenchmarks {
    static func all() throws -> [Measurement] {
        let workload = try ModelDescription.smolVLA.lowered()
        var measurements = [
            try Measurement.take("lower SmolVLA", runs: 9) {
                [.init("operations", try ModelDescription.smolVLA.lowered().placedOperations.count)]
            }
        ]
        for mode in ResidencyMode.allCases {
            measurements += try inference(workload, on: AcceleratorSpec(), mode, name: "default, \(mode.rawValue)")
        }
        for (name, machine) in machines {
            measurements += try inference(workload, on: machine, .layerByLayer, name: name)
        }
        var longer = ModelDescription.smolVLA
        try longer.set("model.steps", to: "1000")
        let thousand = try longer.lowered()
        measurements += try inference(thousand, on: AcceleratorSpec(), .layerByLayer, name: "default, 1,000 steps")
        measurements.append(
            try simulation(
                try Mapper(for: AcceleratorSpec()).map(workload), on: AcceleratorSpec(), replays: false,
                name: "default, every iteration"))
        return measurements
    }

    /// The time to map a workload, and to simulate its program.
    private static func inference(
        _ workload: Workload, on machine: AcceleratorSpec, _ mode: ResidencyMode, name: String
    ) throws -> [Measurement] {
        let mapper = Mapper(for: machine, residency: mode)
        let program = try mapper.map(workload)
        return [
            try Measurement.take("map: \(name)", runs: 5) {
                [.init("commands", try mapper.map(workload).commands.count)]
            },
            try simulation(program, on: machine, replays: true, name: name),
        ]
    }

    private static func simulation(
        _ program: Program, on machine: AcceleratorSpec, replays: Bool, name: String
    ) throws -> Measurement {
        var sink = NoSink()
        let summary = try simulate(program, on: machine, into: &sink, replays: replays)
        return try Measurement.take("simulate: \(name)", runs: 5) {
            let result = try simulate(program, on: machine, replays: replays)
            return [
                .init("commands", result.commands), .init("events", summary.events),
                .init("replayed iterations", summary.replayedIterations),
                .init("simulated cycles", result.cycles.count),
            ]
        }
    }

    /// Looks at no record.
    private struct NoSink: RecordSink {
        mutating func record(_ record: CommandRecord) {}
        mutating func record(_ pattern: RecordPattern) {}
        mutating func finish(_ unit: UnitID, lastOperation: Int, drain: Cycles, idle: Cycles) {}
    }

    private static var machines: [(String, AcceleratorSpec)] {
        var small = AcceleratorSpec()
        small.array.rows = 16
        small.array.columns = 16
        small.array.accumulators = Bytes(64 << 10)
        small.sram.capacity = Bytes(256 << 10)
        var large = AcceleratorSpec()
        large.array.rows = 256
        large.array.columns = 256
        large.array.accumulators = Bytes(4 << 20)
        return [
            ("edge", AcceleratorSpec.preset("edge") ?? AcceleratorSpec()), ("16 x 16, 256 KiB", small),
            ("256 x 256", large),
        ]
    }
}
