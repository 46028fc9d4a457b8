import Exploration
import Quantities

/// The units that the columns of a sweep's table are in: the largest of which some row has at least one.
struct SweepUnits {
    /// One column.
    struct Column {
        /// The name of the numbers.
        let name: String
        let unit: DisplayUnit

        /// A row's number in this unit.
        func cell(of row: SweepRow, in results: SweepResults, digits: Int) -> TextCell {
            TextCell(results.figure(name, of: row).map { unit.text($0.double, digits: digits) } ?? "-")
        }
    }

    let time: Column
    let traffic: Column
    let energy: Column
    let peak: Column

    init(_ results: SweepResults) {
        func column(_ name: String, _ unit: (Double) -> DisplayUnit) -> Column {
            Column(name: name, unit: unit(results.rows.compactMap { results.figure(name, of: $0)?.double }.max() ?? 0))
        }
        time = column("seconds") { .fitting($0, among: ["ms": 1e-3, "us": 1e-6]) }
        traffic = column("hbm.totalBytes", DisplayUnit.traffic)
        energy = column("energy.joules", DisplayUnit.energy)
        peak = column("sram.peakBytes", DisplayUnit.room)
    }
}
