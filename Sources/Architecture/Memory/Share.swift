import Quantities

/// A part of a whole, in parts per million: written `"75%"`, `"0.75"` or `"1"`.
package struct Share: TextValue, Hashable {
    /// Parts per million.
    package var millionths: Int

    package init(millionths: Int) { self.millionths = millionths }

    /// All of it.
    package static let all = Share(millionths: 1_000_000)

    package static var expectation: String { "a share such as \"75%\" or \"0.75\"" }

    package init(text: String) throws(TextValueError) {
        let isPercent = text.hasSuffix("%")
        let number = isPercent ? text.dropLast() : text[...]
        // Digits that a share of a million needs, as a part and as percent: what is read comes back as it is written.
        let millionths =
            isPercent
            ? Self.millionths(of: number, digits: 8, places: 4) : Self.millionths(of: number, digits: 6, places: 6)
        guard let millionths else {
            throw TextValueError(found: text, expected: Self.expectation)
        }
        self.millionths = millionths
    }

    package var text: String {
        let percent = millionths / 10_000
        let rest = millionths % 10_000
        guard rest != 0 else { return "\(percent)%" }
        var digits = String(rest)
        digits = String(repeating: "0", count: 4 - digits.count) + digits
        while digits.hasSuffix("0") { digits.removeLast() }
        return "\(percent).\(digits)%"
    }

    /// Reads a decimal number as an integer of its last decimal place; nil if it is no number, has more places or is
    /// far outside what a share can be.
    private static func millionths(of number: Substring, digits limit: Int, places: Int) -> Int? {
        let parts = number.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, !whole.isEmpty, whole.count <= limit else { return nil }
        var fraction = parts.count == 2 ? String(parts[1]) : "0"
        guard !fraction.isEmpty, fraction.count <= places else { return nil }
        fraction += String(repeating: "0", count: places - fraction.count)
        let digits = whole + fraction
        guard digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        return Int(digits)
    }
}
