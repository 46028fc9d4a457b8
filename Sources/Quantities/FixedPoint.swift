/// Writes `numerator / denominator` with exactly `digits` decimals, rounding half away from zero.
///
/// Integer arithmetic at full width, so that a report reads the same on every machine: `(2, 3, 2)` is `0.67`.
/// The denominator is positive and there are at most 18 digits.
package func decimalText(numerator: Int, denominator: Int, digits: Int) -> String {
    precondition(denominator > 0 && (0...18).contains(digits), "a fraction needs a positive denominator, 0-18 digits")
    let divisor = denominator.magnitude
    var (whole, rest) = numerator.magnitude.quotientAndRemainder(dividingBy: divisor)
    let scale = powerOfTen(digits)
    var (fraction, remainder) = divisor.dividingFullWidth(rest.multipliedFullWidth(by: scale))
    if remainder >= divisor - remainder { fraction += 1 }
    if fraction == scale { (whole, fraction) = (whole + 1, 0) }
    rest = fraction
    let sign = numerator < 0 && (whole > 0 || fraction > 0) ? "-" : ""
    guard digits > 0 else { return sign + String(whole) }
    let decimals = String(rest)
    return sign + String(whole) + "." + String(repeating: "0", count: digits - decimals.count) + decimals
}

/// `first * second / divisor` rounded up, or nil when that is no `Int`. Factors are not negative, the divisor positive.
///
/// The product is kept at double width, so only the result has to fit.
package func productDividedRoundingUp(_ first: Int, by second: Int, over divisor: Int) -> Int? {
    guard first >= 0, second >= 0, divisor > 0 else { return nil }
    let product = first.magnitude.multipliedFullWidth(by: second.magnitude)
    guard product.high < divisor.magnitude else { return nil }
    let (quotient, remainder) = divisor.magnitude.dividingFullWidth(product)
    guard let whole = Int(exactly: quotient) else { return nil }
    guard remainder > 0 else { return whole }
    return whole == Int.max ? nil : whole + 1
}

/// Ten to a power from 0 to 19.
func powerOfTen(_ exponent: Int) -> UInt {
    var power: UInt = 1
    for _ in 0..<exponent { power *= 10 }
    return power
}

extension Int {
    /// The number with a comma between groups of three digits: `1,246,838,784`.
    package var groupedText: String {
        let digits = Array(String(magnitude).utf8)
        var text: [UInt8] = self < 0 ? [UInt8(ascii: "-")] : []
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(UInt8(ascii: ",")) }
            text.append(digit)
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// So many of what a noun names: `1 point`, `7,680 points`.
    package func counted(_ noun: String) -> String { "\(groupedText) \(noun)\(self == 1 ? "" : "s")" }
}
