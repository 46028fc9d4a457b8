/// A command line that cannot be meant: one sentence, the command it was said to, exit status 2.
struct UsageError: Error, Equatable, CustomStringConvertible {
    /// The command as typed, `systole simulate`; names where to read more.
    let invocation: String
    /// The sentence, without the command in front.
    let problem: String

    /// Both lines as they go to standard error.
    var description: String {
        "\(invocation): \(problem)\nSee '\(invocation) --help'."
    }
}
