/// A fault in a JSON text at a byte of it.
struct SyntaxError: Error {
    var offset: Int
    var message: String
    /// The byte of an earlier part of the text that the message is also about.
    var earlier: Int?
}
