import Architecture
import Exploration
import Models
import OperatorTrace
import Quantities
import Reporting

/// `systole check`: whether files are what they say they are.
struct CheckCommand: Command {
    static let description = CommandDescription(
        "check",
        abstract: "Check workload, model, accelerator and sweep files.",
        discussion: [
            "Prints a line for each file that is right. The first fault of each other file goes to standard error, with "
                + "file, line and column, and the exit status is 1. All files are read, whatever is found in one."
        ],
        positionals: [
            PositionalDescription(
                "FILE", .oneOrMore, help: "Workload, model, accelerator and sweep files; their \"format\" says which.")
        ],
        examples: [
            .init("Is my workload right?", "systole check my-policy.json"),
            .init("Are all that are shipped?", "systole check Workloads/*.json"),
        ])

    let files: [String]

    init(_ arguments: ParsedArguments) throws(UsageError) {
        files = arguments.positionals
    }

    func run() throws {
        let writer = try OutputDestination.standardOutput.open()
        var faults = 0
        for file in files {
            do {
                let summary = try summary(of: InputFile(contentsOf: file), from: file)
                try writer.write("\(file): \(summary): ok\n")
            } catch let error as OutputError {
                throw error
            } catch {
                writeToStandardError("systole: \(error)")
                faults += 1
            }
        }
        try writer.finish()
        guard faults == 0 else { throw ReportedFailure() }
    }

    /// The file's format and name and how much is in it. A model is lowered to see whether it holds together; what a
    /// sweep names is read.
    private func summary(of file: InputFile, from path: String) throws -> String {
        switch file {
        case .workload(let workload):
            return "\(Workload.formatName) \(contents(of: workload))"
        case .model(let model):
            let workload = try WorkloadSource.model(model, file: path).workload()
            return "\(ModelDescription.formatName) \(contents(of: workload))"
        case .accelerator(let machine):
            return "\(AcceleratorSpec.formatName) \(quotation(of: machine.name)), "
                + "\(machine.array.rows) x \(machine.array.columns) array, \(machine.sram.total.text) SRAM"
        case .sweep(let file):
            let plan = try file.study().plan
            let keys = plan.axes.map(\.key).joined(separator: " x ")
            return "\(SweepFile.formatName) \(plan.count.counted("point")) of \(keys)"
        }
    }

    private func contents(of workload: Workload) -> String {
        let operations = workload.stages.reduce(0) { $0 + $1.layers.reduce(0) { $0 + $1.operations.count } }
        let executed = workload.stages.reduce(0) { sum, stage in
            sum + stage.iterations * stage.layers.reduce(0) { $0 + $1.operations.count }
        }
        return "\(quotation(of: workload.name)), \(workload.stages.count.counted("stage")), "
            + "\(operations.counted("operation")) (\(executed.groupedText) executed)"
    }
}
