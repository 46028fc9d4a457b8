/// Why a model description does not hold together, or cannot be changed as asked: one sentence.
package struct ModelError: Error, Equatable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}
