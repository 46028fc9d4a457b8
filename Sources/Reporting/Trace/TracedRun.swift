import Accelerator
import Architecture
import Mapping
import OperatorTrace
import Quantities

/// A program, the workload it was made from and the machine it runs on: everything that the lines of a trace name.
package struct TracedRun: Sendable {
    package let workload: Workload
    package let program: Program
    package let machine: AcceleratorSpec
    package let residency: ResidencyMode
    /// What each operation of the program is, by its index.
    let operations: [OperationRow]

    package init(workload: Workload, program: Program, machine: AcceleratorSpec, residency: ResidencyMode) {
        self.workload = workload
        self.program = program
        self.machine = machine
        self.residency = residency
        operations = workload.stages.flatMap { stage in
            stage.layers.flatMap { layer in
                layer.operations.map { OperationRow($0, stage: stage.name, layer: layer.name, in: workload) }
            }
        }
        precondition(operations.count == program.operations.count, "a program lists its workload's operations")
    }

    /// The units that have an account, in the order of reports.
    var units: [UnitID] { [.array, .vector] + (0..<machine.dma.channels).map { .dma(channel: $0) } }
}
