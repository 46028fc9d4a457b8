/// One cell of a `TextTable`: what people read and what programs read.
package struct TextCell: Sendable, Equatable, ExpressibleByStringLiteral {
    /// What stands in the table.
    package let text: String
    /// What stands in CSV.
    package let raw: String

    /// A cell whose CSV form is its text unless a raw form is given.
    package init(_ text: String, raw: String? = nil) {
        self.text = text
        self.raw = raw ?? text
    }

    package init(stringLiteral text: String) {
        self.init(text)
    }

    /// A whole number, with a comma between groups of three digits for people: 1,246,838,784.
    package init(_ count: Int) {
        self.init(count.groupedText, raw: String(count))
    }

    /// Nothing to say here.
    package static let empty = TextCell("")
}
