/// A number as written, `25.6`, taken apart without rounding.
struct DecimalNumber {
    /// How many bytes of text the number takes.
    private(set) var length = 0
    /// Its digits without the point and without zeros at the end of the decimals; nil when they do not fit.
    private(set) var digits: UInt? = 0
    /// How many of the digits are decimals.
    private(set) var decimals = 0
    /// The number as it was written.
    private(set) var text = ""

    /// Reads the longest number at the start of the text; nil when there is none.
    init?(prefixOf text: Substring.UTF8View) {
        var zeros = 0
        var afterPoint = false
        var hasDigit = false
        for byte in text {
            if byte == UInt8(ascii: "."), !afterPoint, hasDigit {
                (afterPoint, hasDigit) = (true, false)
            } else if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
                hasDigit = true
                if afterPoint, byte == UInt8(ascii: "0") { zeros += 1 } else { append(byte, after: &zeros, afterPoint) }
            } else {
                break
            }
            length += 1
        }
        guard hasDigit else { return nil }
        self.text = String(decoding: text.prefix(length), as: UTF8.self)
    }

    /// Appends a digit, and before it the zeros held back because they might have ended the decimals.
    private mutating func append(_ byte: UInt8, after zeros: inout Int, _ afterPoint: Bool) {
        while zeros > 0, digits != nil {
            shift(adding: 0)
            (zeros, decimals) = (zeros - 1, decimals + 1)
        }
        shift(adding: UInt(byte - UInt8(ascii: "0")))
        if afterPoint { decimals += 1 }
    }

    private mutating func shift(adding digit: UInt) {
        guard let value = digits else { return }
        let (product, overflow) = value.multipliedReportingOverflow(by: 10)
        let (sum, carry) = product.addingReportingOverflow(digit)
        digits = overflow || carry ? nil : sum
    }
}
