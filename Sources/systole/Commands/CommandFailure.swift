/// A command that could not do its work, for a reason no other error type covers: one sentence, exit status 1.
struct CommandFailure: Error, Equatable, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
