import Quantities

/// A unit that people read a table's numbers in, so that small workloads are not all zeros. Programs get exact counts.
struct DisplayUnit: Equatable, Sendable {
    let name: String
    /// What one of it is in the unit that numbers are counted in.
    let scale: Double

    /// The first unit, from large to small, of which `most` has at least one; the smallest if none.
    static func fitting(_ most: Double, among units: KeyValuePairs<String, Double>) -> DisplayUnit {
        let unit = units.first { most >= $0.value } ?? units[units.count - 1]
        return DisplayUnit(name: unit.key, scale: unit.value)
    }

    /// A count of something of which the unit is a whole number, rounded half up.
    func text(count: Int, digits: Int) -> String {
        decimalText(numerator: count, denominator: Int(scale), digits: scale == 1 ? 0 : digits)
    }

    /// A cell with that text, and the count itself for programs.
    func cell(count: Int, digits: Int) -> TextCell {
        TextCell(text(count: count, digits: digits), raw: String(count))
    }

    /// A number with some decimals; a double is exact enough for people.
    func text(_ number: Double, digits: Int) -> String {
        let digits = scale == 1 ? 0 : digits
        let factor = (0..<digits).reduce(1) { factor, _ in factor * 10 }
        let scaled = (number / scale * Double(factor)).rounded()
        guard scaled.magnitude < 1e17 else { return "\(number / scale)" }
        return decimalText(numerator: Int(scaled), denominator: factor, digits: digits)
    }

    /// Bytes of traffic.
    static func traffic(_ most: Double) -> DisplayUnit { fitting(most, among: ["MB": 1e6, "kB": 1e3, "B": 1]) }
    /// Joules.
    static func energy(_ most: Double) -> DisplayUnit { fitting(most, among: ["mJ": 1e-3, "uJ": 1e-6, "nJ": 1e-9]) }
    /// Bytes of SRAM.
    static func room(_ most: Double) -> DisplayUnit { fitting(most, among: ["MiB": 1_048_576, "KiB": 1024, "B": 1]) }
}
