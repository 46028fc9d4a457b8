import Quantities

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// One axis of a picture: which numbers it shows, how, and where its marks are.
struct PlotScale {
    /// A mark on an axis.
    struct Tick: Equatable {
        let value: Double
        let label: String
    }

    let isLogarithmic: Bool
    let least: Double
    let most: Double
    private(set) var ticks: [Tick] = []

    /// Where a value is, from 0 at the axis's start to 1 at its end.
    func position(of value: Double) -> Double {
        guard most > least else { return 0.5 }
        guard isLogarithmic else { return (value - least) / (most - least) }
        return (log2(value) - log2(least)) / (log2(most) - log2(least))
    }

    /// The axis of a swept key: logarithmic if its numbers span a factor of eight in steps that grow, else linear. Marks
    /// are at powers of two or at round numbers.
    /// - Parameters:
    ///   - inBinary: whether round numbers are those of bytes, 2^n.
    ///   - most: how many marks there is room for.
    ///   - label: a number as text.
    static func swept(
        _ values: [Int], inBinary: Bool, atMost most: Int, label: (Int) -> String
    ) -> PlotScale {
        let low = values.min() ?? 0
        let high = values.max() ?? 1
        guard low > 0, high / low >= 8, growsByFactors(values) else {
            var scale = PlotScale(isLogarithmic: false, least: Double(low), most: Double(high))
            let step = roundStep(Double(high - low) / Double(most), inBinary: inBinary)
            let counts = stride(from: (Double(low) / step).rounded(.up) * step, through: Double(high), by: step)
            scale.ticks = counts.map { Tick(value: $0, label: label(Int($0))) }
            return scale
        }
        var scale = PlotScale(isLogarithmic: true, least: Double(low), most: Double(high))
        let marks = (inBinary || high < 1 << 20 ? powersOfTwo : roundNumbers).filter { (low...high).contains($0) }
        let every = max(1, (marks.count + most - 1) / max(most, 1))
        let kept = marks.enumerated().filter { ($0.offset - (marks.count - 1)) % every == 0 }.map(\.element)
        scale.ticks = kept.map { Tick(value: Double($0), label: label($0)) }
        return scale
    }

    private static let powersOfTwo = (0..<62).map { 1 << $0 }
    /// 1, 2 and 5 times each power of ten.
    private static let roundNumbers = (0..<18).flatMap { power in
        [1, 2, 5].map { (0..<power).reduce($0) { number, _ in number * 10 } }
    }

    /// Whether the middle one of the numbers is nearer to the geometric than to the arithmetic mean of the outer two.
    private static func growsByFactors(_ values: [Int]) -> Bool {
        let sorted = Set(values).sorted().map(Double.init)
        guard let low = sorted.first, let high = sorted.last else { return false }
        let middle = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
        return abs(middle - (low * high).squareRoot()) < abs(middle - (low + high) / 2)
    }

    /// The axis of a measure: from zero, or logarithmic if its numbers span a factor of 20.
    static func measured(_ values: [Double], atMost most: Int) -> PlotScale {
        let high = values.max() ?? 1
        let low = values.min() ?? 0
        guard low > 0, high / low >= 20 else {
            let step = roundStep(max(high, 1e-9) / Double(most), inBinary: false, isWhole: false)
            let end = (high / step).rounded(.up) * step
            var scale = PlotScale(isLogarithmic: false, least: 0, most: max(end, step))
            scale.ticks = (0...Int((scale.most / step).rounded())).map { place in
                Tick(value: Double(place) * step, label: shortNumber(Double(place) * step))
            }
            return scale
        }
        let first = Int(log10(low).rounded(.down))
        let last = Int(log10(high).rounded(.up))
        var scale = PlotScale(isLogarithmic: true, least: pow(10, Double(first)), most: pow(10, Double(last)))
        scale.ticks = (first...last).map { power in
            Tick(value: pow(10, Double(power)), label: shortNumber(pow(10, Double(power))))
        }
        return scale
    }

    /// The smallest of 1, 2, 5 times a power of ten, or of the powers of two, that is no less than a number.
    private static func roundStep(_ least: Double, inBinary: Bool, isWhole: Bool = true) -> Double {
        let least = isWhole ? max(least, 1) : least
        guard !inBinary else { return pow(2, log2(least).rounded(.up)) }
        let power = pow(10, log10(least).rounded(.down))
        return [1, 2, 5, 10].map { $0 * power }.first { $0 >= least * 0.999_999 } ?? 10 * power
    }

    /// A round number without needless decimals: `1500`, `0.5`.
    private static func shortNumber(_ value: Double) -> String {
        if value.rounded() == value, value.magnitude < 1e15 { return Int(value).groupedText }
        let rounded = (value * 1e6).rounded() / 1e6
        return "\(rounded)"
    }
}
