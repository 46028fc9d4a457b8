import Architecture
import Quantities
import Testing

@testable import Accelerator

struct DMAEngineTests {
    /// Requests reach the memory in the order in which descriptors are issued: a channel whose descriptor comes behind
    /// another channel's hands it on no earlier, and can take its own next one only then.
    @Test func channelsDoNotOvertakeEachOther() {
        var machine = AcceleratorSpec.small
        machine.dma.channels = 2
        machine.dma.descriptorsInFlight = 4
        machine.dma.setupCycles = Cycles(4)
        var dma = DMAEngine(machine)
        var ports = SRAMPorts(machine.sram)
        let transfer = Transfer(address: 0, rows: 1, rowBytes: 4, pitch: 4, tensor: 0, trafficClass: .weights)
        let begins = [0, 0, 0, 1, 1].map { channel in
            dma.issue(transfer, isWrite: false, on: channel, operation: 0, at: .zero, through: &ports).began.count
        }
        // Requests at 4, 8, 12, then the other channel's at 12 and 16, each 10 cycles before its one cycle on the bus.
        #expect(begins == [14, 18, 22, 23, 26])
    }
}
