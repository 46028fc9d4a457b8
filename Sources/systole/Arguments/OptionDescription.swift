/// One `--name` of a command: what `--help` says of it and what the parser accepts.
struct OptionDescription: Sendable, Equatable {
    /// How often an option is given, and whether a value comes with it.
    enum Arity: Sendable {
        /// Present or absent; takes no value.
        case flag
        /// Takes one value; given again, the last one counts, so that a shell alias can be overridden.
        case value
        /// Takes one value each time it is given; all of them count, in order.
        case values
    }

    /// The name without its two dashes: `residency`.
    let name: String
    let arity: Arity
    /// What stands for the value in help: `KEY=VALUE`. Empty for a flag.
    let metavariable: String
    /// One or two sentences for `--help`.
    let help: String
    /// The words that may be given; empty when any text may.
    let choices: [String]
    /// What applies when the option is not given, as shown by `--help`.
    let defaultText: String?
    /// Whether the command refuses to run without it.
    let isRequired: Bool

    /// The option as it is typed: `--residency`.
    var spelling: String { "--" + name }

    private init(
        _ name: String, arity: Arity, metavariable: String, help: String, choices: [String] = [],
        defaultText: String? = nil, isRequired: Bool = false
    ) {
        self.name = name
        self.arity = arity
        self.metavariable = metavariable
        self.help = help
        self.choices = choices
        self.defaultText = defaultText
        self.isRequired = isRequired
    }

    /// An option that is present or absent.
    static func flag(_ name: String, help: String) -> Self {
        Self(name, arity: .flag, metavariable: "", help: help)
    }

    /// An option with one value of any text.
    static func value(
        _ name: String, _ metavariable: String, help: String, default defaultText: String? = nil,
        isRequired: Bool = false
    ) -> Self {
        Self(
            name, arity: .value, metavariable: metavariable, help: help, defaultText: defaultText,
            isRequired: isRequired)
    }

    /// An option whose value is one of a few words.
    static func choice(
        _ name: String, _ metavariable: String, among choices: [String], help: String,
        default defaultText: String? = nil
    ) -> Self {
        Self(
            name, arity: .value, metavariable: metavariable, help: help, choices: choices, defaultText: defaultText)
    }

    /// An option that may be given again and again, each time with a value.
    static func repeated(_ name: String, _ metavariable: String, help: String) -> Self {
        Self(name, arity: .values, metavariable: metavariable, help: help)
    }
}
