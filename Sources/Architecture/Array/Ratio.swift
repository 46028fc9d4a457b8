import Quantities

/// A fraction of two whole numbers in lowest terms, never negative: `2`, `1/4`, `0`.
///
/// Both parts stay at or below `limit`, so that products of a few of them cannot overflow.
package struct Ratio: TextValue {
    /// The largest numerator or denominator.
    package static let limit = 65_536

    package let numerator: Int
    package let denominator: Int

    package static let zero = Ratio(0)
    package static let one = Ratio(1)

    /// `numerator / denominator`, reduced; parts outside `0...limit` (`1...limit` below) are a fault of the caller.
    package init(_ numerator: Int, over denominator: Int = 1) {
        precondition((0...Self.limit).contains(numerator) && (1...Self.limit).contains(denominator))
        let divisor = Self.greatestCommonDivisor(numerator, denominator)
        self.numerator = numerator / divisor
        self.denominator = denominator / divisor
    }

    package static var expectation: String {
        "a whole number or a fraction such as \"1/4\", with parts up to \(limit)"
    }

    package var text: String { denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)" }

    package init(text: String) throws(TextValueError) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let first = parts.first, let numerator = Int(first),
            let denominator = parts.count == 2 ? Int(parts[1]) : 1,
            (0...Self.limit).contains(numerator), (1...Self.limit).contains(denominator)
        else { throw TextValueError(found: text, expected: Self.expectation) }
        self.init(numerator, over: denominator)
    }

    private static func greatestCommonDivisor(_ first: Int, _ second: Int) -> Int {
        var (larger, smaller) = (first, second)
        while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
        return larger
    }
}
