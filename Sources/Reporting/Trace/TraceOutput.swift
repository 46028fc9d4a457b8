/// Bytes of a trace on their way to a writer. The first failure is kept: a sink of records cannot throw.
struct TraceOutput {
    /// Bytes that gather before they are handed on.
    private static let portion = 1 << 15

    private let writer: OutputWriter
    private(set) var failure: OutputError?
    var text = TextBytes()

    init(_ writer: OutputWriter) {
        self.writer = writer
        text.bytes.reserveCapacity(2 * Self.portion)
    }

    /// Hands on what has gathered if it is much.
    mutating func flushIfLong() {
        if text.bytes.count >= Self.portion { flush() }
    }

    private mutating func flush() {
        if failure == nil {
            do {
                try writer.write(text.bytes)
            } catch {
                failure = error
            }
        }
        text.bytes.removeAll(keepingCapacity: true)
    }

    /// Hands on the rest, or tells what went wrong.
    mutating func finish() throws(OutputError) {
        flush()
        if let failure { throw failure }
    }
}
