/// What the numbers of a row are called, shared by all rows that have the same.
package struct SweepColumns: Equatable, Sendable {
    /// As paths into a result: `hbm.totalBytes`, `stages.vision.cycles`.
    package let names: [String]
    /// Whether a column holds whole or real numbers.
    package let areReal: [Bool]

    package init(_ figures: [(name: String, figure: Figure)]) {
        names = figures.map(\.name)
        areReal = figures.map { if case .real = $0.figure { true } else { false } }
    }

    init(names: [String], areReal: [Bool]) {
        self.names = names
        self.areReal = areReal
    }
}
