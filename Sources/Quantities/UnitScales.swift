/// The units in which one kind of quantity is read and printed.
struct UnitScales: Sendable {
    /// Every unit that may be written, the base unit first.
    let units: [UnitScale]
    /// Units in which only whole numbers are printed.
    let wholeUnits: [UnitScale]
    /// Units in which up to three decimals are printed.
    let decimalUnits: [UnitScale]
    /// Other spellings of units: read, never printed.
    let aliases: [UnitScale]
    /// Whether a few whole units are printed even where decimals are shorter.
    let prefersWholeUnits: Bool
    /// What is measured, with its article: `a size`.
    let measure: String
    /// A well-formed value: `40 MiB`.
    let example: String

    init(
        _ measure: String, example: String, decimal: [UnitScale], whole: [UnitScale] = [], aliases: [UnitScale] = [],
        prefersWholeUnits: Bool = false
    ) {
        self.measure = measure
        self.example = example
        self.units = decimal + whole
        self.decimalUnits = decimal
        self.wholeUnits = whole
        self.aliases = aliases
        self.prefersWholeUnits = prefersWholeUnits
    }

    /// `a size with its unit, such as "40 MiB"`
    var expectation: String { "\(measure) with its unit, such as \"\(example)\"" }

    private var base: UnitScale { units[0] }
}

extension UnitScales {
    /// Reads a number and its unit exactly, as a count of base units.
    func count(in text: String) throws(TextValueError) -> Int {
        let trimmed = text.utf8.drop(while: isBlank)
        guard let first = trimmed.first else { throw TextValueError(found: text, expected: expectation) }
        if first == UInt8(ascii: "-") {
            throw TextValueError(found: text, expected: expectation + ", that is not negative")
        }
        guard let number = DecimalNumber(prefixOf: trimmed) else {
            throw TextValueError(found: text, expected: expectation)
        }
        let symbol = String(decoding: trimmed.dropFirst(number.length).drop(while: isBlank), as: UTF8.self)
        return try count(number, of: unit(symbol, in: text, after: number), in: text)
    }

    private func unit(
        _ written: String, in text: String, after number: DecimalNumber
    ) throws(TextValueError) -> UnitScale {
        var symbol = Substring(written)
        while symbol.utf8.last.map(isBlank) == true { symbol.removeLast() }
        if let unit = (units + aliases).first(where: { $0.symbol.utf8.elementsEqual(symbol.utf8) }) { return unit }
        let error = TextValueError(found: text, expected: expectation)
        guard !symbol.isEmpty, symbol.utf8.count <= 8, number.length <= 24 else { throw error }
        let lowercase = symbol.lowercased()
        var near = units.filter { $0.symbol.lowercased() == lowercase }
        if lowercase.hasPrefix("kb") {
            near += units.filter { $0.symbol.lowercased() == "ki" + lowercase.dropFirst() }
        }
        guard !near.isEmpty else {
            let symbols = units.map(\.symbol).joined(separator: ", ")
            throw TextValueError("\(error.description); the units are \(symbols)")
        }
        let meant = near.map { "\"\(number.text) \($0.symbol)\"" }.joined(separator: " or ")
        throw TextValueError("\(error.description); did you mean \(meant)?")
    }

    private func count(_ number: DecimalNumber, of unit: UnitScale, in text: String) throws(TextValueError) -> Int {
        guard let digits = number.digits, number.decimals <= 18 else {
            throw TextValueError(found: text, expected: expectation + ", with at most 18 digits")
        }
        let product = digits.multipliedFullWidth(by: unit.scale.magnitude)
        let divisor = powerOfTen(number.decimals)
        let limit = TextValueError(found: text, expected: "\(measure) of at most \(Int.max) \(base.symbol)")
        guard product.high < divisor else { throw limit }
        let (count, rest) = divisor.dividingFullWidth(product)
        guard let count = Int(exactly: count) else { throw limit }
        guard rest == 0 else {
            throw TextValueError(found: text, expected: "\(measure) that is a whole number of \(base.symbol)")
        }
        return count
    }
}

extension UnitScales {
    /// The shortest text that reads back as the same count; of equally short ones, the one in the larger unit.
    ///
    /// Where whole units are preferred, up to four digits of one come first: `500 KiB` is not printed as `512 kB`.
    func text(_ count: Int) -> String {
        guard count > 0 else { return "\(count) \(base.symbol)" }
        let dividing = wholeUnits.reversed().filter { count % $0.scale == 0 }
        if prefersWholeUnits, let unit = dividing.first, count / unit.scale < 10_000 {
            return "\(count / unit.scale) \(unit.symbol)"
        }
        let whole = dividing.map { "\(count / $0.scale) \($0.symbol)" }
        let decimal = decimalUnits.reversed().compactMap { exactText(count, in: $0) }
        return (decimal + whole).min { $0.utf8.count < $1.utf8.count } ?? "\(count) \(base.symbol)"
    }

    /// The count in a unit not larger than it, if three decimals are enough to say it exactly.
    private func exactText(_ count: Int, in unit: UnitScale) -> String? {
        let (whole, rest) = count.quotientAndRemainder(dividingBy: unit.scale)
        guard whole > 0 else { return nil }
        guard rest > 0 else { return "\(whole) \(unit.symbol)" }
        let thousandth = unit.scale / 1000
        guard thousandth > 0, rest % thousandth == 0 else { return nil }
        var decimals = String(1000 + rest / thousandth).dropFirst()
        while decimals.last == "0" { decimals.removeLast() }
        return "\(whole).\(decimals) \(unit.symbol)"
    }
}

private func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
