import Architecture
import JSONText
import Quantities
import Reporting

/// `systole probe array`: one product on the matrix unit alone.
struct ProbeArrayCommand: Command {
    private static let m = OptionDescription.value("m", "M", help: "Rows of the streamed operand.", isRequired: true)
    private static let k = OptionDescription.value("k", "K", help: "The dimension summed over.", isRequired: true)
    private static let n = OptionDescription.value("n", "N", help: "Columns of the result.", isRequired: true)
    private static let batch = OptionDescription.value(
        "batch", "B", help: "Independent products of this shape.", default: "1")
    private static let dataflow = OptionDescription.choice(
        "dataflow", "DATAFLOW", among: Dataflow.allCases.map(\.rawValue),
        help: "What stays in the array; without it, what the machine does.")
    private static let type = OptionDescription.choice(
        "type", "TYPE", among: OperandType.allCases.map(\.rawValue), help: "Element type of the operands.",
        default: "int8")
    private static let activation = OptionDescription.flag(
        "activation", help: "Include the pass of the results through the activation unit.")
    private static let format = OptionDescription.format([.table, .json])

    static let description = CommandDescription(
        "probe", "array",
        abstract: "Time one product on the matrix unit alone.",
        discussion: [
            "Operands are at hand and nothing waits for memory: the cycles are those of the array, from the first "
                + "stationary row to the last result. Presets named after public designs are described as their "
                + "register-transfer code behaves; sizes can be set, latencies follow."
        ],
        options: [.accelerator, m, k, n, batch, type, dataflow, activation, .machineSettings, format, .output],
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
    let type: OperandType
    /// What stays in the array; nil for what the machine does.
    let dataflow: Dataflow?
    let includesActivation: Bool
    let settings: Settings
    let format: OutputFormat
    let output: OutputDestination

    init(_ arguments: ParsedArguments) throws(UsageError) {
        accelerator = arguments.text(of: .accelerator) ?? "default"
        m = try arguments.count(of: Self.m)
        k = try arguments.count(of: Self.k)
        n = try arguments.count(of: Self.n)
        batch = try arguments.count(of: Self.batch)
        type = try arguments.value(of: Self.type) ?? .int8
        dataflow = try arguments.value(of: Self.dataflow)
        includesActivation = arguments.isPresent(Self.activation)
        settings = try arguments.settings(of: .machineSettings, for: [.machine])
        format = try arguments.value(of: Self.format) ?? .table
        output = OutputDestination(arguments.text(of: .output))
    }

    func run() throws {
        var machine = try MachineSource(accelerator).machine(setting: settings.machine)
        if let dataflow { machine.array.dataflow = dataflow }
        let product = ProductShape(batch: batch, m: m, k: k, n: n, type: type)
        let probe = try ArrayProbe(product, on: machine, activated: includesActivation)
        try output.write(format == .json ? probe.node.text : probe.table.plainText)
    }
}
