import JSONText
import Reporting

/// `systole lower`: a model description to the workload it stands for.
struct LowerCommand: Command {
    static let description = CommandDescription(
        "lower",
        abstract: "Lower a model description to a workload file.",
        discussion: [
            "A model description names an architecture's sizes and options; its workload lists every tensor and "
                + "operation. The output is canonical: the same model gives the same bytes."
        ],
        positionals: [
            PositionalDescription(
                "MODEL", .optional, help: "A systole-model/1 file. Without it, SmolVLA, which is built in.")
        ],
        options: [.modelSettings, .output],
        examples: [
            .init(
                "Write the workload of SmolVLA to a file.",
                "systole lower Workloads/smolvla.model.json --output smolvla.json"),
            .init(
                "What does a second camera add?",
                "systole lower Workloads/smolvla.model.json --set model.cameras=2 | diff Workloads/smolvla.json -"),
        ])

    /// The model file to read; nil for the built-in SmolVLA.
    let model: String?
    let settings: Settings
    let output: OutputDestination

    init(_ arguments: ParsedArguments) throws(UsageError) {
        model = arguments.positional
        settings = try arguments.settings(of: .modelSettings, for: [.model])
        output = OutputDestination(arguments.text(of: .output))
    }

    func run() throws {
        let source = try WorkloadSource(model)
        if case .workload(_, let file) = source {
            throw InputError("\(file): is a lowered workload already, expected a model to lower")
        }
        try output.write(source.workload(setting: settings.model).jsonText)
    }
}
