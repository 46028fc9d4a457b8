/// Sizes: `40 MiB`, `1.5 GB`, `64 B`. Decimal and binary prefixes as in IEC 80000-13.
extension Bytes: TextValue {
    private static let scales = UnitScales(
        "a size", example: "40 MiB", decimal: decimalByteUnits(""), whole: binaryByteUnits(""), prefersWholeUnits: true)

    public static var expectation: String { scales.expectation }
    public var text: String { Self.scales.text(count) }

    public init(text: String) throws(TextValueError) {
        self.init(try Self.scales.count(in: text))
    }
}

/// Transfer rates: `256 GB/s`, `25.6 GB/s`, `16 GiB/s`.
extension Bandwidth: TextValue {
    private static let scales = UnitScales(
        "a rate", example: "256 GB/s", decimal: decimalByteUnits("/s"), whole: binaryByteUnits("/s"))

    public static var expectation: String { scales.expectation }
    public var text: String { Self.scales.text(count) }

    public init(text: String) throws(TextValueError) {
        self.init(try Self.scales.count(in: text))
    }
}

/// Clock rates: `1 GHz`, `800 MHz`.
extension Frequency: TextValue {
    private static let scales = UnitScales(
        "a frequency", example: "1 GHz",
        decimal: [
            UnitScale("Hz", 1), UnitScale("kHz", 1000), UnitScale("MHz", 1_000_000), UnitScale("GHz", 1_000_000_000),
        ])

    public static var expectation: String { scales.expectation }
    public var text: String { Self.scales.text(count) }

    public init(text: String) throws(TextValueError) {
        self.init(try Self.scales.count(in: text))
    }
}

/// Times: `300 ps`, `20 ns`, `1.5 us`, `4 ms`, `1 s`.
extension TimeSpan: TextValue {
    private static let scales = UnitScales(
        "a time", example: "20 ns",
        decimal: [
            UnitScale("ps", 1), UnitScale("ns", 1000), UnitScale("us", 1_000_000), UnitScale("ms", 1_000_000_000),
            UnitScale("s", 1_000_000_000_000),
        ],
        aliases: [UnitScale("\u{B5}s", 1_000_000), UnitScale("\u{3BC}s", 1_000_000)])

    public static var expectation: String { scales.expectation }
    public var text: String { Self.scales.text(count) }

    public init(text: String) throws(TextValueError) {
        self.init(try Self.scales.count(in: text))
    }
}

/// Numbers of cycles: `12` or `12 cycles`.
extension Cycles: TextValue {
    public static var expectation: String { "a number of cycles, such as \"12\"" }
    public var text: String { String(count) }

    public init(text: String) throws(TextValueError) {
        var digits = text[...]
        for unit in [" cycles", " cycle"] where digits.hasSuffix(unit) {
            digits.removeLast(unit.count)
            break
        }
        guard digits.utf8.first != UInt8(ascii: "-") else {
            throw TextValueError(found: text, expected: Self.expectation + ", that is not negative")
        }
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            throw TextValueError(found: text, expected: Self.expectation)
        }
        guard let count = Int(digits) else {
            throw TextValueError(found: text, expected: "at most \(Int.max) cycles")
        }
        self.init(count)
    }
}

private func decimalByteUnits(_ suffix: String) -> [UnitScale] {
    [
        UnitScale("B" + suffix, 1), UnitScale("kB" + suffix, 1000), UnitScale("MB" + suffix, 1_000_000),
        UnitScale("GB" + suffix, 1_000_000_000), UnitScale("TB" + suffix, 1_000_000_000_000),
    ]
}

private func binaryByteUnits(_ suffix: String) -> [UnitScale] {
    [
        UnitScale("KiB" + suffix, 1 << 10), UnitScale("MiB" + suffix, 1 << 20), UnitScale("GiB" + suffix, 1 << 30),
        UnitScale("TiB" + suffix, 1 << 40),
    ]
}
