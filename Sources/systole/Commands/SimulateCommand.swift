import Accelerator
import Architecture
import Locking
import Mapping
import Reporting

/// `systole simulate`: one workload on one machine.
struct SimulateCommand: Command {
    private static let format = OptionDescription.format([.table, .json, .csv, .markdown])
    private static let perLayer = OptionDescription.flag(
        "per-layer", help: "Add a row for each layer under its stage.")

    private static let plan = OptionDescription.flag(
        "plan", help: "Print what the residency mode keeps on chip, from when to when, and what that saves.")

    private static let verify = OptionDescription.flag(
        "verify",
        help: "Run twice, add everything up again from the records of the second run, and print what was checked. "
            + "Exit status 1 if anything does not hold.")

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
        options: [.accelerator, .residency, .settings, format, perLayer, plan, verify, .output],
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
    let residency: ResidencyMode
    let settings: Settings
    let format: OutputFormat
    let isPerLayer: Bool
    let printsPlan: Bool
    let verifies: Bool
    let output: OutputDestination

    init(_ arguments: ParsedArguments) throws(UsageError) {
        workload = arguments.positional
        accelerator = arguments.text(of: .accelerator) ?? "default"
        settings = try arguments.settings(of: .settings)
        residency = try arguments.residency(or: settings.residency)
        format = try arguments.value(of: Self.format) ?? .table
        isPerLayer = arguments.isPresent(Self.perLayer)
        printsPlan = arguments.isPresent(Self.plan)
        verifies = arguments.isPresent(Self.verify)
        output = OutputDestination(arguments.text(of: .output))
    }

    /// What the last run was about. Kept because the process ends with it: to free it piece by piece before would take a
    /// fortieth of the time of a run.
    private static let last = Mutex<(TraceIndex, Program, RunResult)?>(nil)

    func run() throws {
        let workload = try WorkloadSource(workload).workload(setting: settings.model)
        let machine = try MachineSource(accelerator).machine(setting: settings.machine)
        let writer = try output.open()
        let trace = TraceIndex(workload)
        let program = try Mapper(for: machine, residency: residency).map(trace)
        let result = try simulate(program, on: machine)
        let report = RunReport(
            trace: trace, program: program, result: result, machine: machine, residency: residency)
        Self.last.withLock { $0 = (trace, program, result) }
        let verification = verifies ? try RunVerifier.verify(report, of: program, workload, on: machine) : nil
        try writer.write(text(of: report, printsPlan ? PlanReport(program) : nil, verification))
        try writer.finish()
        if let fault = verification?.firstFault { throw CommandFailure("the run does not hold together: \(fault)") }
    }

    /// CSV has a single table, so that what was verified shows in the exit status alone.
    private func text(of report: RunReport, _ plan: PlanReport?, _ verification: Verification?) -> String {
        switch format {
        case .table: report.plainText(perLayer: isPerLayer, plan: plan, verification: verification)
        case .markdown: report.markdown(perLayer: isPerLayer, plan: plan, verification: verification)
        case .csv: plan?.table.csv ?? report.table(perLayer: isPerLayer).csv
        case .json:
            report.node(
                version: systoleVersion, accelerator: report.machine.node, perLayer: isPerLayer, plan: plan,
                verification: verification
            ).text
        }
    }
}

extension ParsedArguments {
    /// The mode of `--residency`, else the one set by key, else the default.
    func residency(or set: ResidencyMode?) throws(UsageError) -> ResidencyMode {
        if let given = try value(of: .residency, as: ResidencyMode.self), isPresent(.residency) { return given }
        return set ?? .layerByLayer
    }
}
