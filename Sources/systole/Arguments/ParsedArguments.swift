import Quantities

/// The arguments of one command, taken apart by its description.
struct ParsedArguments: Sendable {
    let command: CommandDescription
    /// The words that belong to no option, in order.
    let positionals: [String]
    /// The values given for each option name; a flag that is present has one empty value.
    private let valuesByName: [String: [String]]

    init(command: CommandDescription, positionals: [String], valuesByName: [String: [String]]) {
        self.command = command
        self.positionals = positionals
        self.valuesByName = valuesByName
    }

    /// The first positional, where there is at most one.
    var positional: String? { positionals.first }

    /// Whether a flag was given.
    func isPresent(_ option: OptionDescription) -> Bool {
        !values(of: option).isEmpty
    }

    /// Every value given for an option, in order.
    func values(of option: OptionDescription) -> [String] {
        precondition(command.option(named: option.name) != nil, "\(command.invocation) declares no \(option.spelling)")
        return valuesByName[option.name] ?? []
    }

    /// The value given for an option, the last one if there are several, or else its default.
    func text(of option: OptionDescription) -> String? {
        values(of: option).last ?? option.defaultText
    }

    /// The value of an option, read as `Value`; the option's default text is read the same way.
    func value<Value: TextValue>(
        of option: OptionDescription, as type: Value.Type = Value.self
    ) throws(UsageError) -> Value? {
        guard let text = text(of: option) else { return nil }
        do {
            return try Value(text: text)
        } catch {
            throw usageError("\(option.spelling): \(error)")
        }
    }

    /// The whole number given for an option, at least `minimum`.
    func count(of option: OptionDescription, atLeast minimum: Int = 1) throws(UsageError) -> Int {
        guard let text = text(of: option) else { throw usageError("missing option \"\(option.spelling)\"") }
        guard let value = Int(text), value >= minimum else {
            throw usageError("\(option.spelling): found \"\(text)\", expected a whole number of at least \(minimum)")
        }
        return value
    }

    /// The `KEY=VALUE` pairs given for an option, in order.
    func assignments(of option: OptionDescription) throws(UsageError) -> [SettingAssignment] {
        var assignments: [SettingAssignment] = []
        for text in values(of: option) {
            guard let assignment = SettingAssignment(text) else {
                throw usageError(
                    "\(option.spelling): found \"\(text)\", expected KEY=VALUE such as \"sram.capacity=40MiB\"")
            }
            assignments.append(assignment)
        }
        return assignments
    }

    /// A usage error of this command, from the sentence that says what is wrong.
    func usageError(_ problem: String) -> UsageError {
        UsageError(invocation: command.invocation, problem: problem)
    }
}
