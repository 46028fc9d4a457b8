/// What is wrong with a JSON text, and where: `smolvla.json:12:7: expected "," or "]" ..., found "x"`.
package struct JSONError: Error, Equatable, CustomStringConvertible {
    /// The file's name as the user wrote it.
    package let name: String
    /// The line, from 1.
    package let line: Int
    /// The column in Unicode characters (scalars), from 1.
    package let column: Int
    /// One sentence without the place.
    package let message: String

    package init(name: String, line: Int, column: Int, message: String) {
        self.name = name
        self.line = line
        self.column = column
        self.message = message
    }

    package var description: String { "\(name):\(line):\(column): \(message)" }
}
