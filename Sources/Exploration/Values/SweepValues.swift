import Quantities

/// The values that a key takes, as `--vary KEY=VALUES` writes them: texts and ranges, separated by commas.
///
///     1MiB,2MiB,40MiB          three values
///     1MiB...128MiB:x2         each twice the one before
///     0...64:+8                each 8 more than the one before
///     8...16                   whole numbers, one by one
///
/// A range holds its first value, and its last one if a step meets it. Steps are exact in the smallest unit (bytes,
/// hertz, picoseconds); a product is rounded to the nearest and grows by at least one.
package struct SweepValues: Equatable, Sendable {
    /// The most values that one key takes.
    package static let limit = 1_000_000

    /// Texts as written or as the range comes to, in order.
    package let texts: [String]

    /// Reads values. Throws a sentence about the part that is wrong.
    package init(_ text: String) throws(SweepError) {
        var texts: [String] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let part = Self.trimmed(part)
            guard !part.isEmpty else {
                throw SweepError("found \(quotation(of: text)), expected a value before and after each comma")
            }
            if part.contains("...") {
                try SweepRange(part).append(to: &texts)
            } else {
                texts.append(part)
            }
            guard texts.count <= Self.limit else {
                throw SweepError(
                    "\(quotation(of: text)) has more than \(Self.limit.groupedText) values; take larger steps")
            }
        }
        self.texts = texts
    }

    private static func trimmed(_ part: Substring) -> String {
        var part = part
        while part.first == " " { part.removeFirst() }
        while part.last == " " { part.removeLast() }
        return String(part)
    }
}
