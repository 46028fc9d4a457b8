/// A sweep that cannot be meant, or a file of one that cannot be used: one sentence with its mend.
package struct SweepError: Error, Equatable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}
