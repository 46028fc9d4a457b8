import Accelerator
import Architecture
import OperatorTrace
import Quantities

/// Adds a run up once more from its records and holds it against the program, the workload and the report.
///
/// It knows what a program means and nothing of the machine that made the records, so that a fault of the one does not
/// hide in the other. Memory does not grow with the iterations of a run.
package struct RunVerifier: RecordSink {
    private let program: Program
    private let workload: Workload
    private let machine: AcceleratorSpec
    private var units: UnitReplay
    private var order: OrderReplay
    private var sums: RecordSums

    package init(_ program: Program, _ workload: Workload, on machine: AcceleratorSpec) {
        self.program = program
        self.workload = workload
        self.machine = machine
        units = UnitReplay(machine)
        order = OrderReplay(program, workload, machine.sram)
        sums = RecordSums(program, machine.vector)
    }

    package mutating func record(_ record: CommandRecord) {
        guard program.commands.indices.contains(record.command) else {
            return order.reportUnknown(record)
        }
        units.add(record)
        sums.add(record, program.commands[record.command])
        order.add(record)
    }

    package mutating func finish(_ unit: UnitID, lastOperation: Int, drain: Cycles, idle: Cycles) {
        units.finish(unit, drain: drain, idle: idle)
    }

    /// What was found, after the run has ended.
    package func verification(of report: RunReport) -> Verification {
        var (units, order) = (units, order)
        order.close()
        return Verification(
            checks: units.checks(report) + order.checks(peak: report.peakSRAM)
                + sums.checks(report, workload: workload, inferences: machine.run.inferences))
    }

    /// Runs a program again and verifies what the report of the first run says.
    package static func verify(
        _ report: RunReport, of program: Program, _ workload: Workload, on machine: AcceleratorSpec
    ) throws(SimulationError) -> Verification {
        var verifier = RunVerifier(program, workload, on: machine)
        _ = try simulate(program, on: machine, into: &verifier)
        return verifier.verification(of: report)
    }
}
