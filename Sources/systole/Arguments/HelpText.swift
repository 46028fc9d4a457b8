/// What `--help` prints of a command or a group, in columns, at most 100 wide.
struct HelpText {
    /// The widest line.
    static let width = 100
    /// Where explanations start, beside the names they explain.
    private static let secondColumn = 30

    /// The whole help, ending in a newline.
    let text: String

    /// The help of a command: usage, explanation, arguments, options, examples.
    init(_ command: CommandDescription) {
        var lines = Self.opening(of: command, usage: Self.usageWords(of: command))
        lines += Self.section("Arguments", command.positionals.map { ($0.name, $0.help) })
        lines += Self.section("Options", command.options.map(Self.entry) + [Self.helpEntry])
        lines += Self.examples(of: command)
        text = lines.joined(separator: "\n") + "\n"
    }

    /// The help of a group: its commands, and how to read more.
    init(_ group: CommandGroup) {
        let command = group.description
        let isRoot = command.path.isEmpty
        var lines = Self.opening(of: command, usage: ["COMMAND", "[ARGUMENTS]"])
        lines += Self.section("Commands", group.members.map { ($0.description.name, $0.description.abstract) })
        let version = ("--version", "Print the version.")
        lines += Self.section("Options", (isRoot ? [version] : []) + [Self.helpEntry])
        lines += Self.examples(of: command)
        lines += ["", "'\(command.invocation) COMMAND --help' explains a command and shows examples of it."]
        text = lines.joined(separator: "\n") + "\n"
    }

    private static let helpEntry = ("-h, --help", "Print this help.")

    private static func opening(of command: CommandDescription, usage: [String]) -> [String] {
        let prefix = "Usage: \(command.invocation) "
        var lines = wrap([command.abstract])
        lines.append("")
        lines += wrap(words: usage, firstIndent: prefix, indent: String(repeating: " ", count: prefix.count))
        for paragraph in command.discussion {
            lines.append("")
            lines += wrap([paragraph])
        }
        return lines
    }

    private static func usageWords(of command: CommandDescription) -> [String] {
        let required = command.options.filter(\.isRequired)
        let optional = command.options.filter { !$0.isRequired }
        return command.positionals.map(\.usage)
            + (required + optional).map { option in
                let word = option.arity == .flag ? option.spelling : "\(option.spelling) \(option.metavariable)"
                let bracketed = option.isRequired ? word : "[\(word)]"
                return option.arity == .values ? bracketed + "..." : bracketed
            }
    }

    private static func entry(of option: OptionDescription) -> (String, String) {
        var help = option.help
        if !option.choices.isEmpty { help += " One of \(listing(option.choices))." }
        if option.arity == .values { help += " May be given again." }
        if let defaultText = option.defaultText { help += " (default: \(defaultText))" }
        let name = option.arity == .flag ? option.spelling : "\(option.spelling) \(option.metavariable)"
        return (name, help)
    }

    private static func section(_ title: String, _ entries: [(name: String, help: String)]) -> [String] {
        guard !entries.isEmpty else { return [] }
        var lines = ["", "\(title):"]
        let indent = String(repeating: " ", count: secondColumn)
        for entry in entries {
            let name = "  \(entry.name)"
            let fits = name.count + 2 <= secondColumn
            if !fits { lines.append(name) }
            let padding = String(repeating: " ", count: fits ? secondColumn - name.count : 0)
            lines += wrap([entry.help], firstIndent: fits ? name + padding : indent, indent: indent)
        }
        return lines
    }

    private static func examples(of command: CommandDescription) -> [String] {
        guard !command.examples.isEmpty else { return [] }
        var lines = ["", "Examples:"]
        for (index, example) in command.examples.enumerated() {
            if index > 0 { lines.append("") }
            lines += wrap([example.question], firstIndent: "  ", indent: "  ")
            lines.append("    \(example.line)")
        }
        return lines
    }

    private static func wrap(_ text: [String], firstIndent: String = "", indent: String = "") -> [String] {
        let words = text.flatMap { $0.split(separator: " ").map(String.init) }
        return wrap(words: words, firstIndent: firstIndent, indent: indent)
    }

    /// Fills lines with words that are never broken themselves.
    private static func wrap(words: [String], firstIndent: String, indent: String) -> [String] {
        var lines: [String] = []
        var line = firstIndent
        var isEmpty = true
        for word in words {
            if !isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = indent
                isEmpty = true
            }
            line += isEmpty ? word : " " + word
            isEmpty = false
        }
        return lines + [line]
    }
}
