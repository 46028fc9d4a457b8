import Architecture
import Mapping
import Models
import OperatorTrace
import Testing

/// Commands that are taken from alike layers and iterations are those that would be written one by one.
@Suite struct ShortcutTests {
    /// Few layers of every kind; those of the expert alternate, as do the VLM's with what is kept of them.
    private static let fewLayers = [
        "model.vision.layers=4", "model.languageModel.layers=6", "model.expert.layers=6",
    ]

    private static let machines = [
        ["accelerator=default"], ["accelerator=edge"], ["accelerator=tpu-v1"],
        ["sram.capacity=1MiB"], ["sram.capacity=4MiB"], ["sram.capacity=12MiB"],
        ["array.rows=16", "array.columns=16", "sram.capacity=64KiB"],
        ["sram.weights=2MiB", "sram.activations=6MiB"],
        ["array.accumulators=64KiB", "sram.capacity=512KiB", "mapping.weightLayout=row-major"],
    ]

    private static let runs = [
        ["model.steps=1"], ["model.steps=2"], ["model.steps=3"], ["model.steps=7"],
        ["model.cameras=2", "run.inferences=2"],
    ]

    @Test(arguments: machines, ResidencyMode.allCases)
    func programsAreTheSame(machine: [String], mode: ResidencyMode) throws {
        for settings in Self.runs {
            let run = try SmolVLARun(Self.fewLayers + machine + settings + ["residency=\(mode.rawValue)"])
            try expectSame(run, "\(machine) \(settings) \(mode.rawValue)")
        }
    }

    /// In 1 MiB, some layers have room for weights that others like them have not.
    @Test(arguments: ["sram.capacity=40MiB", "sram.capacity=1MiB"], ResidencyMode.allCases)
    func wholeProgramsAreTheSame(sram: String, mode: ResidencyMode) throws {
        try expectSame(SmolVLARun([sram, "residency=\(mode.rawValue)"]), "\(sram) \(mode.rawValue)")
    }

    private func expectSame(_ run: SmolVLARun, _ name: String) throws {
        let short = try Mapper(for: run.machine, residency: run.residency).map(run.workload)
        let long = try Mapper(for: run.machine, residency: run.residency, takesShortcuts: false).map(run.workload)
        // Not compared inside `#expect`, which would print tens of thousands of commands.
        let areSame = short == long
        if !areSame {
            let differing = zip(short.commands, long.commands).enumerated().first { $1.0 != $1.1 }
            Issue.record("\(name): \(differing.map { "command \($0.offset)" } ?? "all but the commands")")
        }
    }
}
