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
                [("operations", try ModelDescription.smolVLA.lowered().placedOperations.count)]
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
        measurements += try inference(
            longer.lowered(), on: AcceleratorSpec(), .layerByLayer, name: "default, 1,000 steps")
        return measurements
    }

    /// The time to map a workload, and to simulate its program.
    private static func inference(
        _ workload: Workload, on machine: AcceleratorSpec, _ mode: ResidencyMode, name: String
    ) throws -> [Measurement] {
        let mapper = Mapper(for: machine, residency: mode)
        let program = try mapper.map(workload)
        return [
            try Measurement.take("map: \(name)", runs: 5) { [("commands", try mapper.map(workload).commands.count)] },
            try Measurement.take("simulate: \(name)", runs: 5) {
                let result = try simulate(program, on: machine)
                return [("commands", result.commands), ("simulated cycles", result.cycles.count)]
            },
        ]
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
