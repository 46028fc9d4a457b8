/// A key and the values it takes, each in the text that its field prints.
package struct SweepAxis: Equatable, Sendable {
    package let key: String
    /// At least one, no two alike.
    package let values: [String]

    /// Values given twice count once, at their first place.
    package init(key: String, values: [String]) {
        self.key = key
        var seen: Set<String> = []
        self.values = values.filter { seen.insert($0).inserted }
    }
}
