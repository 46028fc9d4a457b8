import Accelerator
import Architecture
import Reporting

/// `systole probe memory`: one access pattern on the memory alone.
struct ProbeMemoryCommand: Command {
    private static let pattern = OptionDescription.value(
        "pattern", "PATTERN", help: "What is read and written, as listed above.", isRequired: true)
    private static let format = OptionDescription.format([.table, .json])

    static let description = CommandDescription(
        "probe", "memory",
        abstract: "Time one access pattern on the memory alone.",
        discussion: [
            "Reports which share of the bus's peak is reached and the latency. Sizes are in bytes; K, M and G are binary.",
            "seqr:T and seqw:T read or write T bytes in sequence. mix:T:B reads two blocks of B bytes and writes one, "
                + "in turn. tile:T:W:P[:R] reads rows of W bytes at a pitch of P, R rows to a strip. rand:T:G reads G "
                + "bytes at a time at random addresses. two:T:C:GAP reads two streams, GAP apart, in chunks of C; "
                + "twow:T:C:GAP writes the second one. Transfers are whole, in mix three at a time, so that "
                + "somewhat more than T may move.",
        ],
        options: [.accelerator, pattern, .machineSettings, format, .output],
        examples: [
            .init("What does a long read reach?", "systole probe memory --pattern seqr:8M"),
            .init(
                "What do narrow tiles of a wide matrix reach on LPDDR5?",
                "systole probe memory --accelerator edge --pattern tile:1M:128:960"),
        ])

    /// A preset's name or a file.
    let accelerator: String
    let pattern: MemoryPattern
    let settings: Settings
    let format: OutputFormat
    let output: OutputDestination

    init(_ arguments: ParsedArguments) throws(UsageError) {
        accelerator = arguments.text(of: .accelerator) ?? "default"
        guard let pattern = try arguments.value(of: Self.pattern, as: MemoryPattern.self) else {
            throw arguments.usageError("missing option \"\(Self.pattern.spelling)\"")
        }
        self.pattern = pattern
        settings = try arguments.settings(of: .machineSettings, for: [.machine])
        format = try arguments.value(of: Self.format) ?? .table
        output = OutputDestination(arguments.text(of: .output))
    }

    func run() throws {
        let machine = try MachineSource(accelerator).machine(setting: settings.machine)
        let report = try MemoryProbeReport(pattern, on: machine)
        try output.write(format == .json ? report.node.text : report.plainText)
    }
}
