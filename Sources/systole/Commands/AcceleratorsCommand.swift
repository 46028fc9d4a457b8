import Architecture
import JSONText
import Reporting

/// `systole accelerators`: the machines that are built in.
struct AcceleratorsCommand: Command {
    private static let format = OptionDescription.format([.table, .json])

    static let description = CommandDescription(
        "accelerators",
        abstract: "List the built-in machines, or every field of one.",
        discussion: [
            "With a name and --format json it prints a systole-accelerator/1 file, which can be changed and given to "
                + "--accelerator."
        ],
        positionals: [
            PositionalDescription(
                "NAME", .optional,
                help: "The machine to describe, or a systole-accelerator/1 file. Without it, all that are built in are "
                    + "listed.")
        ],
        options: [format, .output],
        examples: [
            .init("Which machines are there?", "systole accelerators"),
            .init("Which keys can --set change, and what are they now?", "systole accelerators default"),
            .init("Start a machine of my own.", "systole accelerators edge --format json > my-machine.json"),
        ])

    /// The preset or file to describe; nil to list all.
    let name: String?
    let format: OutputFormat
    let output: OutputDestination

    init(_ arguments: ParsedArguments) throws(UsageError) {
        name = arguments.positional
        format = try arguments.value(of: Self.format) ?? .table
        output = OutputDestination(arguments.text(of: .output))
    }

    func run() throws {
        guard let name else {
            let listing = AcceleratorListing()
            return try output.write(format == .json ? listing.node.text : listing.table.plainText)
        }
        let machine = try MachineSource(name).machine
        try output.write(format == .json ? machine.jsonText : AcceleratorDescription(machine).table.plainText)
    }
}
