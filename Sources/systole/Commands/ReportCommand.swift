import Mapping
import Reporting

/// `systole report`: a run as a page to look at.
struct ReportCommand: Command {
    static let description = CommandDescription(
        "report",
        abstract: "Write one HTML page about a run: bars, timeline, roofline, SRAM curve.",
        discussion: [
            "The page needs no network and no other file. Its pictures show without JavaScript; with it, a timeline of "
                + "every operation can be zoomed. It adapts to light and dark. The curve over sizes of SRAM maps the "
                + "workload a few dozen times, which takes some seconds."
        ],
        positionals: [
            PositionalDescription(
                "WORKLOAD", .optional,
                help: "A systole-workload/1 or systole-model/1 file. Without it, SmolVLA, which is built in.")
        ],
        options: [.accelerator, .residency, .settings, .output],
        examples: [
            .init("Show a colleague where SmolVLA's time goes.", "systole report --output smolvla.html"),
            .init(
                "The same with weights kept on chip where that saves most.",
                "systole report --residency belady --output belady.html"),
        ])

    /// The file to read; nil for the built-in SmolVLA.
    let workload: String?
    /// A preset's name or a file.
    let accelerator: String
    let residency: ResidencyMode
    let settings: Settings
    let output: OutputDestination
    /// The command as it was typed.
    let commandLine: String

    init(_ arguments: ParsedArguments) throws(UsageError) {
        workload = arguments.positional
        accelerator = arguments.text(of: .accelerator) ?? "default"
        settings = try arguments.settings(of: .settings)
        residency = try arguments.residency(or: settings.residency)
        output = OutputDestination(arguments.text(of: .output))
        commandLine = Self.commandLine(arguments)
    }

    func run() throws {
        let workload = try WorkloadSource(workload).workload(setting: settings.model)
        let machine = try MachineSource(accelerator).machine(setting: settings.machine)
        let writer = try output.open()
        let run = TracedRun(
            workload: workload, program: try Mapper(for: machine, residency: residency).map(workload),
            machine: machine, residency: residency)
        try HTMLReport(run, commandLine: commandLine, version: systoleVersion).write(to: writer)
        try writer.finish()
    }

    /// The command that makes the same page: what was given, in the order of the description.
    private static func commandLine(_ arguments: ParsedArguments) -> String {
        var words = [description.invocation] + arguments.positionals.map(quoted)
        for option in description.options {
            for value in arguments.values(of: option) { words += [option.spelling, quoted(value)] }
        }
        return words.joined(separator: " ")
    }

    /// A word as a shell reads it.
    private static func quoted(_ word: String) -> String {
        let isPlain = word.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || scalar.isASCII && "0123456789-_./=:,+@%".unicodeScalars.contains(scalar)
        }
        guard !isPlain || word.isEmpty else { return word }
        var text = "'"
        for character in word { text += character == "'" ? "'\\''" : String(character) }
        return text + "'"
    }
}
