import Quantities

// Units that people read a table's numbers in, so that small workloads are not all zeros. Programs get exact counts.

/// A unit of something that is counted: bytes, picoseconds, multiply-accumulates.
struct CountUnit: Equatable, Sendable {
    let name: String
    /// How many are one of it.
    let size: Int

    /// The first unit, from large to small, of which `most` has at least one; the smallest if none.
    static func fitting(_ most: Int, among units: KeyValuePairs<String, Int>) -> CountUnit {
        let unit = units.first { most >= $0.value } ?? units[units.count - 1]
        return CountUnit(name: unit.key, size: unit.value)
    }

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
struct RealUnit: Equatable, Sendable {
    let name: String
    /// What one of it is in seconds or joules.
    let scale: Double

    /// The first unit, from large to small, of which `most` has at least one; the smallest if none.
    static func fitting(_ most: Double, among units: KeyValuePairs<String, Double>) -> RealUnit {
        let unit = units.first { most >= $0.value } ?? units[units.count - 1]
        return RealUnit(name: unit.key, scale: unit.value)
    }

    /// Joules.
    static func energy(_ most: Double) -> RealUnit { fitting(most, among: ["mJ": 1e-3, "uJ": 1e-6, "nJ": 1e-9]) }
    /// Seconds.
    static func time(_ most: Double) -> RealUnit { fitting(most, among: ["ms": 1e-3, "us": 1e-6]) }

    /// The number in this unit; a double is exact enough for people.
    func text(_ number: Double, digits: Int) -> String {
        let factor = (0..<digits).reduce(1) { factor, _ in factor * 10 }
        let scaled = (number / scale * Double(factor)).rounded()
        guard scaled.magnitude < 1e17 else { return "\(number / scale)" }
        return decimalText(numerator: Int(scaled), denominator: factor, digits: digits)
    }
}
