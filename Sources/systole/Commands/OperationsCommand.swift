import Reporting

/// `systole operations`: every operation of a workload in execution order.
struct OperationsCommand: Command {
    private static let format = OptionDescription.format([.table, .csv, .json])

    static let description = CommandDescription(
        "operations",
        abstract: "List every operation in execution order, iterations expanded.",
        discussion: [
            "CSV starts with the columns index, stage, iteration, layer, operation, kind, batch, m, k, n, macs and "
                + "weightBytes."
        ],
        positionals: [.workloadOrModel],
        options: [.modelSettings, format, .output],
        examples: [
            .init("Which operations does SmolVLA consist of?", "systole operations"),
            .init(
                "Which products does it compute when the expert projects K/V again at every step?",
                "systole operations --set model.hoistCrossAttentionKV=false --format csv | grep matmul"),
        ])

    /// The file to read; nil for the built-in SmolVLA.
    let source: String?
    let settings: [SettingAssignment]
    let format: OutputFormat
    let output: OutputDestination

    init(_ arguments: ParsedArguments) throws(UsageError) {
        source = arguments.positional
        settings = try arguments.assignments(of: .modelSettings)
        format = try arguments.value(of: Self.format) ?? .table
        output = OutputDestination(arguments.text(of: .output))
    }
}
