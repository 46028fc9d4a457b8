/// `systole probe array`: one product on the matrix unit alone.
struct ProbeArrayCommand: Command {
    private static let m = OptionDescription.value("m", "M", help: "Rows of the streamed operand.", isRequired: true)
    private static let k = OptionDescription.value("k", "K", help: "The dimension summed over.", isRequired: true)
    private static let n = OptionDescription.value("n", "N", help: "Columns of the result.", isRequired: true)
    private static let batch = OptionDescription.value(
        "batch", "B", help: "Independent products of this shape.", default: "1")
    private static let dataflow = OptionDescription.choice(
        "dataflow", "DATAFLOW", among: ["weight-stationary", "output-stationary", "input-stationary"],
        help: "What stays in the array; without it, what the machine does.")
    private static let activation = OptionDescription.flag(
        "activation", help: "Include the pass of the results through the activation unit.")
    private static let format = OptionDescription.format([.table, .json])

    static let description = CommandDescription(
        "probe", "array",
        abstract: "Time one product on the matrix unit alone.",
        discussion: [
            "Operands are at hand and nothing waits for memory: the cycles are those of the array, from the first "
                + "stationary row to the last result."
        ],
        options: [.accelerator, m, k, n, batch, dataflow, activation, .machineSettings, format],
        examples: [
            .init(
                "How long do the 50 rows of an action chunk take against one MLP weight?",
                "systole probe array --m 50 --k 720 --n 2048"),
            .init(
                "And on a mesh of 16 x 16 that keeps the outputs?",
                "systole probe array --accelerator gemmini --m 64 --k 64 --n 64 --dataflow output-stationary"),
        ])

    /// A preset's name or a file.
    let accelerator: String
    let m: Int
    let k: Int
    let n: Int
    let batch: Int
    /// The dataflow's name, one of the option's choices; nil for the machine's own.
    let dataflow: String?
    let includesActivation: Bool
    let settings: [SettingAssignment]
    let format: OutputFormat

    init(_ arguments: ParsedArguments) throws(UsageError) {
        accelerator = arguments.text(of: .accelerator) ?? "default"
        m = try arguments.count(of: Self.m)
        k = try arguments.count(of: Self.k)
        n = try arguments.count(of: Self.n)
        batch = try arguments.count(of: Self.batch)
        dataflow = arguments.text(of: Self.dataflow)
        includesActivation = arguments.isPresent(Self.activation)
        settings = try arguments.assignments(of: .machineSettings)
        format = try arguments.value(of: Self.format) ?? .table
    }
}
