import Architecture
import Quantities

extension AcceleratorSpec {
    /// A machine to compute by hand: at 1 GHz a 4 x 4 weight-stationary array (4 cycles of first load, 6 of latency),
    /// 4 lanes with 2 cycles of start-up, 1 KiB of SRAM in 16 granules, one DMA channel with 2 descriptors and 2 cycles
    /// of set-up, a memory of 4 bytes a cycle with a latency of 10 cycles.
    static var small: AcceleratorSpec {
        var machine = AcceleratorSpec()
        machine.array.rows = 4
        machine.array.columns = 4
        machine.array.accumulators = Bytes(1 << 10)
        machine.vector.lanes = 4
        machine.vector.startUp = 2
        machine.sram.capacity = Bytes(1 << 10)
        machine.dma.channels = 1
        machine.dma.descriptorsInFlight = 2
        machine.dma.setupCycles = Cycles(2)
        machine.memory = MemorySpec(kind: .ideal)
        machine.memory.bandwidth = Bandwidth(4_000_000_000)
        machine.memory.latency = TimeSpan(10_000)
        return machine
    }
}
