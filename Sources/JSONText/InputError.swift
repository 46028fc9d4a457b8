/// A file that cannot be read, as one sentence that starts with its name.
package struct InputError: Error, Equatable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}
