import Reporting

/// `systole simulate`: one workload on one machine.
struct SimulateCommand: Command {
    private static let format = OptionDescription.format([.table, .json, .csv, .markdown])
    private static let perLayer = OptionDescription.flag(
        "per-layer", help: "Add a row for each layer under its stage.")

    static let description = CommandDescription(
        "simulate",
        abstract: "Replay a workload on a machine; count HBM bytes and cycles per stage.",
        discussion: [
            "Reports per stage: multiply-accumulates, bytes read from and written to HBM by class, cycles, time, array "
                + "utilisation and what bounds it; then the totals beside the compulsory bytes and the rooflines. "
                + "The same input gives the same output, byte for byte."
        ],
        positionals: [
            PositionalDescription(
                "WORKLOAD", .optional,
                help: "A systole-workload/1 or systole-model/1 file. Without it, SmolVLA, which is built in.")
        ],
        options: [.accelerator, .residency, .settings, format, perLayer, .output],
        examples: [
            .init("What does SmolVLA cost on the default machine?", "systole simulate"),
            .init(
                "What do 20 flow-matching steps cost with activations kept in 8 MiB of SRAM?",
                "systole simulate --set model.steps=20 --set sram.capacity=8MiB --residency resident"),
            .init(
                "Which layers of a workload file take the time, as CSV?",
                "systole simulate Workloads/tiny.json --per-layer --format csv --output layers.csv"),
        ])

    /// The file to read; nil for the built-in SmolVLA.
    let workload: String?
    /// A preset's name or a file.
    let accelerator: String
    /// The residency mode's name, one of the option's choices.
    let residency: String
    let settings: [SettingAssignment]
    let format: OutputFormat
    let isPerLayer: Bool
    let output: OutputDestination

    init(_ arguments: ParsedArguments) throws(UsageError) {
        workload = arguments.positional
        accelerator = arguments.text(of: .accelerator) ?? "default"
        residency = arguments.text(of: .residency) ?? "layer-by-layer"
        settings = try arguments.assignments(of: .settings)
        format = try arguments.value(of: Self.format) ?? .table
        isPerLayer = arguments.isPresent(Self.perLayer)
        output = OutputDestination(arguments.text(of: .output))
    }
}

import Accelerator
import Architecture
import Mapping
import Models
import OperatorTrace
import Quantities

extension SimulateCommand {
    func run() throws {
        let workload = try workload.map { try $0.hasSuffix("model.json") ? ModelDescription(contentsOf: $0).lowered() : Workload(contentsOf: $0) } ?? ModelDescription.smolVLA.lowered()
        var machine = AcceleratorSpec()
        for s in settings { try machine.set(s.key, to: s.value) }
        let program = try Mapper(for: machine, residency: ResidencyMode(text: residency)).map(workload)
        print("commands", program.commands.count, program.segments.map { "\($0.stage):\($0.commands.count)x\($0.repeats)" })
        let result = try simulate(program, on: machine)
        print("cycles", result.cycles.count, "executed", result.commands, "peak", result.peakSRAM.text)
        for (i, stage) in program.stages.enumerated() {
            var a = OperationAccount(channels: machine.dma.channels)
            for (o, op) in zip(result.operations, program.operations) where op.stage == i { a += o }
            print(stage.name, "r", a.read.total.count, "w", a.written.total.count, TrafficClass.allCases.map { "\($0.name) \(a.read[$0].count)+\(a.written[$0].count)" }, "macs", a.macs.count)
            print("  array", a.array.causes.map { "\($0.name)=\($0.cycles.count)" }, "end", a.completed.count)
            print("  vector", a.vector.causes.map { "\($0.name)=\($0.cycles.count)" })
            print("  dma0", a.dma[0].causes.map { "\($0.name)=\($0.cycles.count)" })
        }
        var all = OperationAccount(channels: machine.dma.channels)
        for o in result.operations { all += o }
        print("total", (all.read.total + all.written.total).count, "array", all.array.total.count, "vector", all.vector.total.count, "dma", all.dma.map(\.total.count))
    }
}
