import Quantities

/// What a command line asks for, once every word of it is understood.
enum Invocation {
    /// Print this help on standard output.
    case help(String)
    /// Print the version on standard output.
    case version
    /// Run this command, whose arguments are read.
    case command(any Command)

    /// Reads the words after the program's name.
    ///
    /// `--help` anywhere before `--` wins over whatever is wrong with the rest of the line: who asks for help often
    /// adds it to a line that failed.
    init(_ words: ArraySlice<String>, of root: CommandGroup) throws(UsageError) {
        try self.init(words, in: root, isRoot: true)
    }

    private init(_ words: ArraySlice<String>, in group: CommandGroup, isRoot: Bool) throws(UsageError) {
        let rest = words.dropFirst()
        switch words.first {
        case nil where isRoot, "-h", "--help":
            self = .help(HelpText(group).text)
        case nil:
            throw UsageError(
                invocation: group.description.invocation,
                problem: "missing command; expected \(listing(group.members.map(\.description.name)))")
        case "--version" where isRoot:
            self = .version
        case "help":
            self = .help(try Self.help(for: rest, in: group))
        case let word?:
            switch group.member(named: word) {
            case .group(let inner)?:
                try self.init(rest, in: inner, isRoot: false)
            case .command(let command)?:
                try self.init(rest, for: command)
            case nil:
                throw Self.unknownCommand(word, in: group, isRoot: isRoot)
            }
        }
    }

    private init(_ words: ArraySlice<String>, for command: any Command.Type) throws(UsageError) {
        if words.prefix(while: { $0 != "--" }).contains(where: { $0 == "--help" || $0 == "-h" }) {
            self = .help(HelpText(command.description).text)
            return
        }
        self = .command(try command.init(try ArgumentParser.parse(words, for: command.description)))
    }

    /// The help of the command that the words name: `help probe array`.
    private static func help(for words: ArraySlice<String>, in group: CommandGroup) throws(UsageError) -> String {
        guard let word = words.first, !word.hasPrefix("-") else { return HelpText(group).text }
        switch group.member(named: word) {
        case .group(let inner)?: return try help(for: words.dropFirst(), in: inner)
        case .command(let command)?: return HelpText(command.description).text
        case nil: throw unknownCommand(word, in: group, isRoot: group.description.path.isEmpty)
        }
    }

    private static func unknownCommand(_ word: String, in group: CommandGroup, isRoot: Bool) -> UsageError {
        let kind = word.hasPrefix("-") ? "option" : "command"
        var candidates = group.members.map(\.description.name) + ["help", "--help"]
        if isRoot { candidates.append("--version") }
        var problem = "unknown \(kind) \"\(word)\""
        if isRoot, word.hasSuffix(".json") {
            problem += "; did you mean 'systole simulate \(word)'?"
        } else {
            problem += suggestion(for: word, among: candidates)
        }
        return UsageError(invocation: group.description.invocation, problem: problem)
    }
}
