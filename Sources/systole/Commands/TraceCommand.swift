import Mapping
import Quantities
import Reporting

/// `systole trace`: what every unit did, and when.
struct TraceCommand: Command {
    private static let format = OptionDescription.choice(
        "format", "FORMAT", among: TraceFormat.allCases.map(\.rawValue),
        help: "csv is a line for each executed operation; chrome is Trace Event JSON; perfetto is the protobuf that "
            + "ui.perfetto.dev opens.",
        default: "csv")
    private static let commands = OptionDescription.flag(
        "commands", help: "Go down to commands: each load, store, product and vector pass of an SRAM tile.")
    private static let stages = OptionDescription.repeated(
        "stage", "NAME", help: "Show only this stage. The whole workload runs all the same.")
    private static let layers = OptionDescription.repeated("layer", "NAME", help: "Show only this layer.")
    private static let iterations = OptionDescription.value(
        "iterations", "N|N...M", help: "Show only these iterations of each stage, counted from 0.")

    static let description = CommandDescription(
        "trace",
        abstract: "Export what every unit did, and when: CSV, Chrome or Perfetto.",
        discussion: [
            "CSV has a line for each executed operation, in program order: shape, start and end cycle, every unit's "
                + "cycles by cause, HBM bytes by class, SRAM, utilisation and what bounds it. Its columns add up to "
                + "what 'systole simulate --format json' reports: what units do after their last command stands in "
                + "lines of the kind \"rest\".",
            "Chrome and Perfetto traces have a track for each unit, arrows from load over compute to store, and "
                + "counters of SRAM, bandwidth and outstanding requests. One cycle is one nanosecond on their time axis, "
                + "whatever the clock.",
        ],
        positionals: [
            PositionalDescription(
                "WORKLOAD", .optional,
                help: "A systole-workload/1 or systole-model/1 file. Without it, SmolVLA, which is built in.")
        ],
        options: [
            format, commands, stages, layers, iterations, .accelerator, .residency, .settings, .output,
        ],
        examples: [
            .init("Look at one inference in ui.perfetto.dev.", "systole trace --format perfetto --output smolvla.pftrace"),
            .init(
                "Which operations of the expert's first step wait for memory?",
                "systole trace --stage expert --iterations 0 --output expert.csv"),
            .init(
                "Every command of one layer of one step, for chrome://tracing.",
                "systole trace --commands --stage expert --layer layers[3] --iterations 4 --format chrome "
                    + "--output layer.json"),
        ])

    /// The file to read; nil for the built-in SmolVLA.
    let workload: String?
    /// A preset's name or a file.
    let accelerator: String
    let residency: ResidencyMode
    let settings: Settings
    let format: TraceFormat
    let detail: TraceDetail
    let stages: [String]
    let layers: [String]
    let iterations: ClosedRange<Int>?
    let output: OutputDestination

    init(_ arguments: ParsedArguments) throws(UsageError) {
        workload = arguments.positional
        accelerator = arguments.text(of: .accelerator) ?? "default"
        settings = try arguments.settings(of: .settings)
        residency = try arguments.residency(or: settings.residency)
        format = try arguments.value(of: Self.format) ?? .csv
        detail = arguments.isPresent(Self.commands) ? .commands : .operations
        stages = arguments.values(of: Self.stages)
        layers = arguments.values(of: Self.layers)
        iterations = try Self.iterations(arguments)
        output = OutputDestination(arguments.text(of: .output))
    }

    func run() throws {
        let workload = try WorkloadSource(workload).workload(setting: settings.model)
        let machine = try MachineSource(accelerator).machine(setting: settings.machine)
        let writer = try output.open()
        let run = TracedRun(
            workload: workload, program: try Mapper(for: machine, residency: residency).map(workload),
            machine: machine, residency: residency)
        let selection = try TraceSelection(
            run.program, stages: stages, layers: layers, iterations: iterations)
        try run.writeTrace(as: format, detail: detail, selection: selection, to: writer)
        try writer.finish()
    }

    private static func iterations(_ arguments: ParsedArguments) throws(UsageError) -> ClosedRange<Int>? {
        guard let text = arguments.text(of: iterations) else { return nil }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let bounds = parts.count == 4 && parts[1].isEmpty && parts[2].isEmpty ? [parts[0], parts[3]] : [text[...]]
        let numbers = bounds.compactMap { Int($0) }
        guard numbers.count == bounds.count, let first = numbers.first, let last = numbers.last, first >= 0,
            first <= last
        else {
            throw arguments.usageError(
                "\(iterations.spelling): found \(quotation(of: text)), expected a number from 0 such as 3, or a range "
                    + "such as 0...3")
        }
        return first...last
    }
}
