/// One argument of a command that is known by its place: a file, a name.
struct PositionalDescription: Sendable, Equatable {
    /// How many words it takes.
    enum Arity: Sendable {
        case optional
        case required
        /// One or more; only the last positional of a command can be so.
        case oneOrMore
    }

    /// What stands for it in help: `WORKLOAD`.
    let name: String
    let arity: Arity
    /// One or two sentences for `--help`.
    let help: String

    init(_ name: String, _ arity: Arity, help: String) {
        self.name = name
        self.arity = arity
        self.help = help
    }

    /// The argument as the usage line shows it: `[WORKLOAD]`, `FILE...`.
    var usage: String {
        switch arity {
        case .optional: "[\(name)]"
        case .required: name
        case .oneOrMore: "\(name)..."
        }
    }
}
