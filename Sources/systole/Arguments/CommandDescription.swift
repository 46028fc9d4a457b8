/// Everything there is to know of a command's arguments: `--help` is printed from it and arguments are parsed by it.
struct CommandDescription: Sendable {
    /// A command line worth copying.
    struct Example: Sendable {
        /// The question that the line answers.
        let question: String
        /// What to type, from `systole` on.
        let line: String

        init(_ question: String, _ line: String) {
            self.question = question
            self.line = line
        }
    }

    /// All words that call the command: `["probe", "array"]`.
    let path: [String]
    /// What the command does, in one line.
    let abstract: String
    /// Paragraphs that explain it, each a line of its own however long; help wraps them.
    let discussion: [String]
    let positionals: [PositionalDescription]
    let options: [OptionDescription]
    let examples: [Example]

    init(
        _ path: String..., abstract: String, discussion: [String] = [], positionals: [PositionalDescription] = [],
        options: [OptionDescription] = [], examples: [Example] = []
    ) {
        self.path = path
        self.abstract = abstract
        self.discussion = discussion
        self.positionals = positionals
        self.options = options
        self.examples = examples
    }

    /// The word by which the command is known in its group.
    var name: String { path.last ?? "" }

    /// The command as it is typed: `systole probe array`.
    var invocation: String { (["systole"] + path).joined(separator: " ") }

    /// The option of this name without dashes, if the command has it.
    func option(named name: String) -> OptionDescription? {
        options.first { $0.name == name }
    }
}
