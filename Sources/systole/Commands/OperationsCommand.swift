import Reporting

/// `systole operations`: every operation of a workload in execution order.
struct OperationsCommand: Command {
    private static let format = OptionDescription.format([.table, .csv, .json])

    static let description = CommandDescription(
        "operations",
        abstract: "List every operation in execution order, iterations expanded.",
        discussion: [
            "CSV starts with the columns index, stage, iteration, layer, operation, kind, batch, m, k, n, macs and "
                + "weightBytes: bytes of the learned matrices of a product, biases apart. Elements are those of the "
                + "result; then follow the bytes of all learned operands, of the others, and of the result. Passes of "
                + "the vector unit have no batch, m, k and n."
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
    let settings: Settings
    let format: OutputFormat
    let output: OutputDestination

    init(_ arguments: ParsedArguments) throws(UsageError) {
        source = arguments.positional
        settings = try arguments.settings(of: .modelSettings, for: [.model])
        format = try arguments.value(of: Self.format) ?? .table
        output = OutputDestination(arguments.text(of: .output))
    }

    func run() throws {
        let listing = OperationListing(try WorkloadSource(source).workload(setting: settings.model))
        let writer = try output.open()
        switch format {
        case .csv: try listing.writeCSV(to: writer)
        case .json: try listing.writeJSON(to: writer)
        case .table, .markdown: try listing.writeTable(to: writer)
        }
        try writer.finish()
    }
}
