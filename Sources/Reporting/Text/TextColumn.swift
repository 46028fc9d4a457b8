/// One column of a `TextTable`.
package struct TextColumn: Sendable, Equatable {
    /// Where a cell's text stands in a column wider than it.
    package enum Alignment: Sendable {
        /// Names.
        case leading
        /// Numbers.
        case trailing
    }

    /// What people read above the column.
    package let title: String
    /// The unit of the texts, such as "MB"; empty when there is none.
    package let unit: String
    /// What programs read above the column in CSV, such as `hbmReadBytes`; nil leaves the column out of CSV.
    package let name: String?
    package let alignment: Alignment

    /// A column of names.
    package static func text(_ title: String, name: String?) -> Self {
        Self(title: title, unit: "", name: name, alignment: .leading)
    }

    /// A column of numbers. The unit is that of the texts; the name tells that of the raw values.
    package static func number(_ title: String, unit: String = "", name: String?) -> Self {
        Self(title: title, unit: unit, name: name, alignment: .trailing)
    }
}
