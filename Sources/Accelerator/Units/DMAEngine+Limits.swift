import Architecture
import Quantities

extension DMAEngine {
    /// Refuses transfers that would take longer than the memory's clocks count.
    static func check(_ program: Program, _ machine: AcceleratorSpec) throws(SimulationError) {
        let memory = MemorySystem(machine.memory, dma: machine.dma, clock: machine.clock)
        let inFlight = machine.dma.channels * machine.dma.descriptorsInFlight
        var largest = Bytes(-1)
        var mostRows = 0
        // Those that repeat others are no larger.
        for command in program.commands.written {
            guard case .transfer(let transfer) = command.work else { continue }
            // Most transfers are no larger than one that was found to be countable.
            guard transfer.bytes > largest || transfer.rows > mostRows else { continue }
            guard memory.counts(transfer, inFlight: inFlight) else {
                throw .transfer(operation: program.path(of: Int(command.operation)), bytes: transfer.bytes)
            }
            largest = max(largest, transfer.bytes)
            mostRows = max(mostRows, transfer.rows)
        }
    }
}
