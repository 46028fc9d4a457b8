/// A number of at most six decimals, kept as millionths so that multiplying by it is exact.
struct DecimalFactor: Equatable, Sendable {
    /// Millionths in one.
    static let scale = 1_000_000

    let millionths: Int

    init(millionths: Int) { self.millionths = millionths }

    /// Reads `2`, `1.1` or `0.000001`; nil for anything else, and for numbers of a million and more.
    init?(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let decimals = parts.count == 2 ? parts[1] : "0"
        guard let whole = parts.first, (1...6).contains(whole.utf8.count), (1...6).contains(decimals.utf8.count),
            let padded = Int(decimals + String(repeating: "0", count: 6 - decimals.utf8.count)), let units = Int(whole),
            (whole + decimals).utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        millionths = units * Self.scale + padded
    }

    /// Without zeros at its end: `1.1`.
    var text: String {
        let (whole, rest) = millionths.quotientAndRemainder(dividingBy: Self.scale)
        guard rest > 0 else { return String(whole) }
        var digits = String(Self.scale + rest).dropFirst()
        while digits.last == "0" { digits.removeLast() }
        return "\(whole).\(digits)"
    }

    /// A count times this factor, rounded to the nearest whole number, halves up; nil when that is no `Int`.
    func multiplying(_ count: Int) -> Int? {
        let product = count.magnitude.multipliedFullWidth(by: millionths.magnitude)
        let divisor = Self.scale.magnitude
        guard product.high < divisor else { return nil }
        let (quotient, remainder) = divisor.dividingFullWidth(product)
        guard let whole = Int(exactly: quotient), whole < Int.max else { return nil }
        return remainder >= divisor - remainder ? whole + 1 : whole
    }
}
