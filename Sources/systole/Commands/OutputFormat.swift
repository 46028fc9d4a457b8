import Quantities

/// The forms in which results are written; each command names those it has.
enum OutputFormat: String, CaseIterable, TextValue {
    /// Aligned columns for people.
    case table
    /// The contract for programs.
    case json
    /// One row per item, raw numbers, for spreadsheets and scripts.
    case csv
    /// A table for a pull request or a page.
    case markdown
}
