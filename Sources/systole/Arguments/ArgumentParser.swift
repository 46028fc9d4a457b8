import Quantities

/// Takes a command's words apart by its description.
///
/// Options may stand anywhere and be written `--name VALUE` or `--name=VALUE`; after `--` every word is positional. A
/// lone `-` is a positional or a value. Whether `--help` is among the words is settled before (`Invocation`).
struct ArgumentParser {
    private let command: CommandDescription
    private var words: ArraySlice<String>
    private var positionals: [String] = []
    private var valuesByName: [String: [String]] = [:]

    /// Takes apart all words that follow the command's name.
    static func parse(
        _ words: ArraySlice<String>, for command: CommandDescription
    ) throws(UsageError) -> ParsedArguments {
        var parser = ArgumentParser(command: command, words: words)
        try parser.consumeWords()
        try parser.checkCompleteness()
        return ParsedArguments(
            command: command, positionals: parser.positionals, valuesByName: parser.valuesByName)
    }

    private init(command: CommandDescription, words: ArraySlice<String>) {
        self.command = command
        self.words = words
    }

    private mutating func consumeWords() throws(UsageError) {
        while let word = words.popFirst() {
            if word == "--" {
                for rest in words { try consumePositional(rest) }
                return
            }
            if word.hasPrefix("-"), word != "-" {
                try consumeOption(word)
            } else {
                try consumePositional(word)
            }
        }
    }

    private mutating func consumePositional(_ word: String) throws(UsageError) {
        guard let last = command.positionals.last else {
            throw error("unexpected argument \"\(word)\"; the command takes none besides its options")
        }
        guard last.arity == .oneOrMore || positionals.count < command.positionals.count else {
            let expected = command.positionals.map(\.name).joined(separator: " ")
            let before = positionals.joined(separator: " ")
            throw error("unexpected argument \"\(word)\" after \"\(before)\"; expected only \(expected)")
        }
        guard !word.isEmpty else { throw error("found an empty argument, expected \(last.name)") }
        positionals.append(word)
    }

    private mutating func consumeOption(_ word: String) throws(UsageError) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let spelling = String(parts[0])
        guard spelling.hasPrefix("--"), let option = command.option(named: String(spelling.dropFirst(2))) else {
            throw unknownOption(spelling)
        }
        let attached = parts.count == 2 ? String(parts[1]) : nil
        if option.arity == .flag {
            guard attached == nil else { throw error("option \"\(spelling)\" takes no value, but found \"\(word)\"") }
            valuesByName[option.name] = [""]
            return
        }
        let value = if let attached { attached } else { try nextValue(for: option) }
        try check(value, for: option)
        valuesByName[option.name, default: []].append(value)
    }

    /// The word after an option that needs one. Two dashes start the next option; a single one may be a number's sign.
    private mutating func nextValue(for option: OptionDescription) throws(UsageError) -> String {
        guard let next = words.first else {
            throw error("option \"\(option.spelling)\" needs a value: \(option.spelling) \(option.metavariable)")
        }
        guard !next.hasPrefix("--") else {
            throw error(
                "option \"\(option.spelling)\" needs a value, but \"\(next)\" follows; "
                    + "a value that starts with dashes is written \(option.spelling)=\(option.metavariable)")
        }
        words.removeFirst()
        return next
    }

    private func check(_ value: String, for option: OptionDescription) throws(UsageError) {
        guard !value.isEmpty else {
            throw error("option \"\(option.spelling)\" needs a value, but found an empty one")
        }
        guard option.choices.isEmpty || option.choices.contains(value) else {
            throw error(
                "\(option.spelling): found \"\(value)\", expected \(listing(option.choices))"
                    + suggestion(for: value, among: option.choices))
        }
    }

    private func checkCompleteness() throws(UsageError) {
        for option in command.options where option.isRequired && valuesByName[option.name] == nil {
            throw error("missing option \"\(option.spelling) \(option.metavariable)\"")
        }
        let required = command.positionals.count { $0.arity != .optional }
        guard positionals.count >= required else {
            throw error("missing argument \(command.positionals[positionals.count].name)")
        }
    }

    private func unknownOption(_ spelling: String) -> UsageError {
        let candidates = command.options.map(\.spelling) + ["--help"]
        let dashed = spelling.hasPrefix("--") ? spelling : "-" + spelling
        return error("unknown option \"\(spelling)\"" + suggestion(for: dashed, among: candidates))
    }

    private func error(_ problem: String) -> UsageError {
        UsageError(invocation: command.invocation, problem: problem)
    }
}

/// Words as a sentence lists them: `table, json or csv`.
func listing(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
}
