import Quantities

/// How the ends of a range are read and its values written: as whole numbers of a smallest unit.
struct RangeScale: Sendable {
    /// The count that a text stands for; nil if it is none of this kind.
    let count: @Sendable (String) -> Int?
    /// The text of a count.
    let text: @Sendable (Int) -> String

    /// All kinds; a text that two of them read (`2`) belongs to the first.
    static let all: [RangeScale] = [
        RangeScale(count: { Int($0) }, text: { String($0) }),
        quantities(Bytes.self), quantities(Bandwidth.self), quantities(Frequency.self), quantities(TimeSpan.self),
        quantities(Energy.self), quantities(Power.self), decimals(suffix: ""), decimals(suffix: "%"),
    ]

    private static func quantities<Kind: Quantity & TextValue>(_ kind: Kind.Type) -> RangeScale {
        RangeScale(count: { try? Kind(text: $0).count }, text: { Kind($0).text })
    }

    /// Numbers with a decimal point, counted in millionths.
    private static func decimals(suffix: String) -> RangeScale {
        RangeScale(
            count: { text in
                guard text.hasSuffix(suffix), let number = DecimalFactor(String(text.dropLast(suffix.count))) else {
                    return nil
                }
                return number.millionths
            },
            text: { DecimalFactor(millionths: $0).text + suffix })
    }
}
