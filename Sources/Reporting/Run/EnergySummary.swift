import Accelerator
import Architecture
import Quantities

/// Counters times the machine's energy constants, in joules.
package struct EnergySummary: Sendable, Equatable {
    package let memory: Double
    package let sram: Double
    package let array: Double
    package let vector: Double
    package let fixed: Double

    init(_ account: OperationAccount, cycles: Cycles, machine: AcceleratorSpec) {
        let spec = machine.energy
        memory = Double(account.moved.count) * spec.memoryPerByte.joules
        sram = Double(account.sramTraffic.count) * spec.sramPerByte.joules
        array = Double(account.macs.count) * spec.perMAC.joules
        vector = Double(account.vectorOperations) * spec.perVectorOperation.joules
        fixed = cycles.seconds(at: machine.clock) * spec.staticPower.watts
    }

    package var total: Double { memory + sram + array + vector + fixed }
}
