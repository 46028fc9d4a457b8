import Exploration
import Quantities

/// The units that the columns of a sweep's table are in: the largest of which some row has at least one.
struct SweepUnits {
    /// The unit of one column.
    struct Unit {
        /// The name of the numbers.
        let column: String
        let name: String
        let scale: Double

        /// A row's number in this unit.
        func cell(of row: SweepRow, in results: SweepResults, digits: Int) -> TextCell {
            guard let figure = results.figure(column, of: row) else { return TextCell("-") }
            // For people to read: a double is exact enough for a few decimals.
            let digits = scale == 1 ? 0 : digits
            let factor = (0..<digits).reduce(1) { factor, _ in factor * 10 }
            let scaled = (figure.double / scale * Double(factor)).rounded()
            guard scaled.magnitude < 1e17 else { return TextCell("\(figure.double / scale)") }
            return TextCell(decimalText(numerator: Int(scaled), denominator: factor, digits: digits))
        }
    }

    let time: Unit
    let traffic: Unit
    let energy: Unit
    let peak: Unit

    init(_ results: SweepResults) {
        func unit(_ column: String, _ units: KeyValuePairs<String, Double>) -> Unit {
            let most = results.rows.compactMap { results.figure(column, of: $0)?.double }.max() ?? 0
            let chosen = units.first { most >= $0.value } ?? units[units.count - 1]
            return Unit(column: column, name: chosen.key, scale: chosen.value)
        }
        time = unit("seconds", ["ms": 1e-3, "us": 1e-6])
        traffic = unit("hbm.totalBytes", ["MB": 1e6, "kB": 1e3, "B": 1])
        energy = unit("energy.joules", ["mJ": 1e-3, "uJ": 1e-6, "nJ": 1e-9])
        peak = unit("sram.peakBytes", ["MiB": 1_048_576, "KiB": 1024, "B": 1])
    }
}
