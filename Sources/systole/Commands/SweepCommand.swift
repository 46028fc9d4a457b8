import Exploration
import Quantities
import Reporting

/// `systole sweep`: one workload on many machines.
struct SweepCommand: Command {
    private static let vary = OptionDescription.repeated(
        "vary", "KEY=VALUES",
        help: "Vary one key: a list (1MiB,2MiB,40MiB), a range with a factor (1MiB...128MiB:x2) or a step "
            + "(0...64:+8), or several of those with commas between. Several keys make the product, the last one "
            + "turning fastest. Any key of --set can be varied, also residency.")
    private static let spec = OptionDescription.value(
        "spec", "FILE", help: "A systole-sweep/1 file to start from; what the command line says goes before it.")
    private static let jobs = OptionDescription.value(
        "jobs", "N", help: "Points to run at once; without it, as many as there are cores. The result is the same.")
    private static let resume = OptionDescription.flag(
        "resume", help: "Go on with a sweep that was interrupted: FILE.part beside the output holds what is done.")
    private static let shard = OptionDescription.value(
        "shard", "I/N", help: "Run only the I-th of N equal parts and write it for 'systole merge'.")
    private static let limit = OptionDescription.value(
        "limit", "POINTS", help: "Refuse to run more points than this, saying how long they would take.",
        default: "20000")
    private static let emit = OptionDescription.value(
        "emit", "slurm:N", help: "Print a job array script that runs this sweep in N parts, and run nothing.")
    private static let format = OptionDescription.format([.table, .csv, .json, .markdown])

    static let description = CommandDescription(
        "sweep",
        abstract: "Run a workload over many values of any key; find where more SRAM stops paying.",
        discussion: [
            "Without --vary it varies the SRAM's size under each residency. Points whose machine is impossible appear "
                + "with the reason, and the exit status is 1 in the end. With --output, finished points are kept in "
                + "FILE.part until all are done, whatever ends the process; --resume goes on from there."
        ],
        positionals: [
            PositionalDescription(
                "WORKLOAD", .optional,
                help: "A systole-workload/1 or systole-model/1 file. Without it, SmolVLA, which is built in.")
        ],
        options: [
            vary, spec, .accelerator, .residency, .settings, jobs, format, .pareto, .plot, .output, resume, shard,
            limit,
            emit,
        ],
        examples: [
            .init("What is on-chip memory worth to SmolVLA?", "systole sweep"),
            .init(
                "The same as a picture, in finer steps.",
                "systole sweep --vary sram.capacity=1MiB...128MiB:x1.1 --plot sram.svg"),
            .init(
                "Which array sizes are not beaten in cycles and energy at once?",
                "systole sweep --vary array.rows=32...256:x2 --pareto cycles,energy.joules"),
            .init(
                "A part of a long sweep, on one of four machines.",
                "systole sweep --vary model.steps=1...50 --shard 2/4 --output part-2"),
        ])

    /// A sweep's file to start from.
    let spec: String?
    let workload: String?
    let accelerator: String?
    let residency: String?
    let settings: [SettingAssignment]
    let axes: [SweepAxis]
    let jobs: Int
    let output: SweepOutput
    let isResuming: Bool
    /// The part to run; nil to run all and write the result.
    let shard: Shard?
    let limit: Int
    /// Parts of the job array to print a script for.
    let slurmParts: Int?

    init(_ arguments: ParsedArguments) throws(UsageError) {
        spec = arguments.text(of: Self.spec)
        workload = arguments.positional
        accelerator = arguments.values(of: .accelerator).last
        residency = arguments.values(of: .residency).last
        settings = try arguments.assignments(of: .settings)
        axes = try Self.axes(arguments)
        jobs = arguments.isPresent(Self.jobs) ? try arguments.count(of: Self.jobs) : coreCount()
        isResuming = arguments.isPresent(Self.resume)
        shard = try arguments.value(of: Self.shard)
        limit = try arguments.count(of: Self.limit)
        output = SweepOutput(
            format: try arguments.value(of: Self.format) ?? .table, pareto: try arguments.paretoNames(),
            destination: OutputDestination(arguments.text(of: .output)), plot: try arguments.plotFile())
        slurmParts = try arguments.text(of: Self.emit).map { (text) throws(UsageError) in
            try Self.parts(text, arguments)
        }
        try checkCombinations(arguments)
    }

    private static func axes(_ arguments: ParsedArguments) throws(UsageError) -> [SweepAxis] {
        var axes: [SweepAxis] = []
        for text in arguments.values(of: Self.vary) {
            guard let assignment = SettingAssignment(text) else {
                throw arguments.usageError(
                    "--vary: found \(quotation(of: text)), expected KEY=VALUES such as "
                        + "\"sram.capacity=1MiB...128MiB:x2\"")
            }
            do throws(SweepError) {
                axes.append(SweepAxis(key: assignment.key, values: try SweepValues(assignment.value).texts))
            } catch {
                throw arguments.usageError("--vary: \(assignment.key): \(error)")
            }
        }
        return axes
    }

    private static func parts(_ text: String, _ arguments: ParsedArguments) throws(UsageError) -> Int {
        let pieces = text.split(separator: ":", omittingEmptySubsequences: false)
        guard pieces.count == 2, pieces[0] == "slurm", let count = Int(pieces[1]), (1...Shard.limit).contains(count)
        else {
            throw arguments.usageError(
                "--emit: found \(quotation(of: text)), expected slurm:N with N from 1 to \(Shard.limit)")
        }
        return count
    }

    private func checkCombinations(_ arguments: ParsedArguments) throws(UsageError) {
        let isFile = output.destination != .standardOutput
        guard !isResuming || isFile else { throw arguments.usageError("--resume needs the --output it goes on with") }
        guard slurmParts == nil || shard == nil else {
            throw arguments.usageError("--emit divides the sweep itself; leave out --shard")
        }
        guard shard == nil || output.plot == nil else {
            throw arguments.usageError("--plot draws a whole sweep; give it to 'systole merge' instead")
        }
    }
}

extension OptionDescription {
    /// What only the best points of are kept.
    static let pareto = value(
        "pareto", "NAMES",
        help: "Keep the points that no other beats in all of these numbers, less being better: varied keys or names "
            + "of CSV columns, with commas between.")

    /// Where the curves are drawn.
    static let plot = value(
        "plot", "FILE.svg",
        help: "Draw bytes and cycles against the key that takes most numbers, a line for each "
            + "combination of the others.")
}

extension ParsedArguments {
    /// The names that `--pareto` lists.
    func paretoNames() throws(UsageError) -> [String] {
        guard let text = text(of: .pareto) else { return [] }
        let names = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard !names.contains("") else {
            throw usageError("--pareto: found \(quotation(of: text)), expected a name before and after each comma")
        }
        return names
    }

    /// The file that `--plot` names.
    func plotFile() throws(UsageError) -> String? {
        let (file, output) = (text(of: .plot), text(of: .output))
        if let file, let output, [output, output + ".part"].contains(file) {
            throw usageError("--plot: \(quotation(of: file)) is for the result; give another file")
        }
        guard file != "-" else {
            throw usageError("--plot: found \"-\", expected the name of a file; standard output is for the result")
        }
        return file
    }
}
