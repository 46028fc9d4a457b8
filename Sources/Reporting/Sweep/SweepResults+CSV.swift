import Exploration
import Quantities

extension SweepResults {
    /// A column for each key that is varied and each number, and one for the reason of an impossible point.
    package func writeCSV(to writer: OutputWriter) throws(OutputError) {
        let names = columnNames
        try writer.write(csvLine(plan.axes.map(\.key) + names + ["impossible"]))
        for row in rows {
            let figures = names.map { name in
                switch figure(name, of: row) {
                case .whole(let number)?: String(number)
                case .real(let number)?: "\(number)"
                case nil: ""
                }
            }
            try writer.write(csvLine(plan.values(ofPoint: row.point) + figures + [row.reason ?? ""]))
        }
    }
}
