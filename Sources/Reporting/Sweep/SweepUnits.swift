import Exploration
import Quantities

/// The columns of a sweep's table, each in the largest unit of which some row has at least one.
struct SweepUnits {
    /// One column of numbers of a result.
    struct Column {
        let unit: String
        /// The text of a row's cell.
        let text: (SweepRow) -> String?

        func cell(of row: SweepRow) -> TextCell { TextCell(text(row) ?? "-") }
    }

    let time: Column
    let traffic: Column
    let energy: Column
    let peak: Column

    init(_ results: SweepResults) {
        func counts(_ name: String, _ unit: (Int) -> CountUnit) -> Column {
            let unit = unit(results.rows.compactMap { results.whole(name, of: $0) }.max() ?? 0)
            return Column(unit: unit.name) { row in results.whole(name, of: row).map { unit.text($0, digits: 2) } }
        }
        func reals(_ name: String, _ unit: (Double) -> RealUnit, digits: Int) -> Column {
            let unit = unit(results.rows.compactMap { results.figure(name, of: $0)?.double }.max() ?? 0)
            return Column(unit: unit.name) { row in
                results.figure(name, of: row).map { unit.text($0.double, digits: digits) }
            }
        }
        time = reals("seconds", RealUnit.time, digits: 3)
        traffic = counts("hbm.totalBytes", CountUnit.traffic)
        energy = reals("energy.joules", RealUnit.energy, digits: 2)
        peak = counts("sram.peakBytes", CountUnit.room)
    }
}
