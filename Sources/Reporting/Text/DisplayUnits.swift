import Quantities

/// A unit that people read a table's numbers in, so that small workloads are not all zeros. Programs get exact counts.
struct DisplayUnit<Number: Comparable & Sendable>: Equatable, Sendable {
    let name: String
    /// What one of it is in the unit that numbers are kept in.
    let size: Number

    /// The first unit, from large to small, of which `most` has at least one; the smallest if none.
    static func fitting(_ most: Number, among units: KeyValuePairs<String, Number>) -> DisplayUnit {
        let unit = units.first { most >= $0.value } ?? units[units.count - 1]
        return DisplayUnit(name: unit.key, size: unit.value)
    }
}

/// A unit of something that is counted: bytes, picoseconds, multiply-accumulates.
typealias CountUnit = DisplayUnit<Int>

extension CountUnit {
    /// Bytes of traffic.
    static func traffic(_ most: Int) -> CountUnit { fitting(most, among: ["MB": 1_000_000, "kB": 1000, "B": 1]) }
    /// Bytes of SRAM.
    static func room(_ most: Int) -> CountUnit { fitting(most, among: ["MiB": 1 << 20, "KiB": 1 << 10, "B": 1]) }

    /// The count in this unit, rounded half up; without decimals if the unit is one.
    func text(_ count: Int, digits: Int) -> String {
        decimalText(numerator: count, denominator: size, digits: size == 1 ? 0 : digits)
    }

    /// A cell with that text, and the count itself for programs.
    func cell(_ count: Int, digits: Int) -> TextCell { TextCell(text(count, digits: digits), raw: String(count)) }
}

/// A unit of something that is measured: seconds, joules.
typealias RealUnit = DisplayUnit<Double>

extension RealUnit {
    /// Joules.
    static func energy(_ most: Double) -> RealUnit { fitting(most, among: ["mJ": 1e-3, "uJ": 1e-6, "nJ": 1e-9]) }
    /// Seconds.
    static func time(_ most: Double) -> RealUnit { fitting(most, among: ["ms": 1e-3, "us": 1e-6]) }

    /// The number in this unit; a double is exact enough for people.
    func text(_ number: Double, digits: Int) -> String {
        let factor = (0..<digits).reduce(1) { factor, _ in factor * 10 }
        let scaled = (number / size * Double(factor)).rounded()
        guard scaled.magnitude < 1e17 else { return "\(number / size)" }
        return decimalText(numerator: Int(scaled), denominator: factor, digits: digits)
    }
}
