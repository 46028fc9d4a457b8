import Reporting

/// `systole footprint`: what a workload needs to store.
struct FootprintCommand: Command {
    private static let format = OptionDescription.format([.table, .json])

    static let description = CommandDescription(
        "footprint",
        abstract: "Count parameters, storage, peak activations and K/V cache.",
        discussion: [
            "Counts parameters and bytes of each component at the element types chosen, the largest activations of a "
                + "layer with and without its internal tensors, the K/V cache, and what of this fits in SRAM."
        ],
        positionals: [.workloadOrModel],
        options: [.settings, format, .output],
        examples: [
            .init("What does SmolVLA store?", "systole footprint"),
            .init("What of it fits in 8 MiB?", "systole footprint --set sram.capacity=8MiB"),
            .init("The same for a program to read.", "systole footprint Workloads/smolvla.json --format json"),
        ])

    /// The file to read; nil for the built-in SmolVLA.
    let source: String?
    let settings: [SettingAssignment]
    let format: OutputFormat
    let output: OutputDestination

    init(_ arguments: ParsedArguments) throws(UsageError) {
        source = arguments.positional
        settings = try arguments.assignments(of: .settings)
        format = try arguments.value(of: Self.format) ?? .table
        output = OutputDestination(arguments.text(of: .output))
    }
}
