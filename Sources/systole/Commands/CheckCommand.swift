/// `systole check`: whether files are what they say they are.
struct CheckCommand: Command {
    static let description = CommandDescription(
        "check",
        abstract: "Check workload, model and accelerator files.",
        discussion: [
            "Says nothing of a file that is right. The first fault of each other file goes to standard error, with "
                + "file, line and column, and the exit status is 1."
        ],
        positionals: [
            PositionalDescription(
                "FILE", .oneOrMore, help: "Files of any of Systole's formats; their \"format\" says which.")
        ],
        examples: [
            .init("Is my workload right?", "systole check my-policy.json"),
            .init("Are all that are shipped?", "systole check Workloads/*.json"),
        ])

    let files: [String]

    init(_ arguments: ParsedArguments) throws(UsageError) {
        files = arguments.positionals
    }
}
