/// A command whose description is ready before its work is: it can be asked for help and checks its arguments.
/// Goes away with the last command that relies on it.
extension Command {
    func run() throws {
        throw CommandFailure("'\(Self.description.invocation)' is not part of this version")
    }
}
