/// One subcommand: what it accepts, its arguments read into stored properties, and what it does with them.
protocol Command: Sendable {
    /// What `--help` prints and what parsing accepts.
    static var description: CommandDescription { get }
    /// Reads the arguments. A value that cannot be meant is a usage error (exit status 2).
    init(_ arguments: ParsedArguments) throws(UsageError)
    /// Does the work. Any other error ends the process with one sentence and exit status 1.
    func run() throws
}
