import JSONText
import Models
import Reporting

/// `systole footprint`: what a workload needs to store.
struct FootprintCommand: Command {
    private static let format = OptionDescription.format([.table, .json])

    static let description = CommandDescription(
        "footprint",
        abstract: "Count parameters, storage, peak activations and K/V cache.",
        discussion: [
            "Counts parameters and bytes of each component at the element types chosen, the largest activations of a "
                + "layer with and without its internal tensors, the K/V cache, and what of this fits in SRAM. Sizes "
                + "are bytes, MB (10^6 bytes) and MiB (2^20 bytes).",
            "Element types are set by class: model.types.weights, .norms, .biases, .embeddings, .activations and "
                + ".keyValueCache, each int4, int8, fp16, bf16, int32 or fp32.",
        ],
        positionals: [.workloadOrModel],
        options: [.accelerator, .settings, format, .output],
        examples: [
            .init("What does SmolVLA store?", "systole footprint"),
            .init("What of it fits in 8 MiB?", "systole footprint --set sram.capacity=8MiB"),
            .init(
                "What do norms in FP16, and embeddings and head in BF16, add?",
                "systole footprint --set model.types.norms=fp16 --set model.types.embeddings=bf16"),
            .init("The same for a program to read.", "systole footprint Workloads/smolvla.json --format json"),
        ])

    /// The file to read; nil for the built-in SmolVLA.
    let source: String?
    /// A preset's name or a file.
    let accelerator: String
    let settings: Settings
    let format: OutputFormat
    let output: OutputDestination

    init(_ arguments: ParsedArguments) throws(UsageError) {
        source = arguments.positional
        accelerator = arguments.text(of: .accelerator) ?? "default"
        settings = try arguments.settings(of: .settings, for: [.machine, .model])
        format = try arguments.value(of: Self.format) ?? .table
        output = OutputDestination(arguments.text(of: .output))
    }

    func run() throws {
        let workload = try WorkloadSource(source).workload(setting: settings.model)
        let machine = try MachineSource(accelerator).machine(setting: settings.machine)
        let report = FootprintReport(name: workload.name, footprint: Footprint(of: workload), machine: machine)
        try output.write(format == .json ? report.node.text : report.text)
    }
}
