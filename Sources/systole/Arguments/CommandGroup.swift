/// A command that only leads to others: `systole` itself, and `systole probe`.
struct CommandGroup: Sendable {
    /// What a group's next word can name.
    enum Member: Sendable {
        case command(any Command.Type)
        case group(CommandGroup)

        /// What is said of the command or group.
        var description: CommandDescription {
            switch self {
            case .command(let command): command.description
            case .group(let group): group.description
            }
        }
    }

    /// Path, abstract, discussion and examples; a group has no options of its own.
    let description: CommandDescription
    let members: [Member]

    /// The command or group called by this word.
    func member(named name: String) -> Member? {
        members.first { $0.description.name == name }
    }
}
