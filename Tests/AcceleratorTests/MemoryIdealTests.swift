import Architecture
import Quantities
import Testing

@testable import Accelerator

@Suite struct MemoryIdealTests {
    private func memory(bandwidth: Int, latency: Int = 0, clock: Int = 1_000_000_000) -> MemorySystem {
        var spec = MemorySpec(kind: .ideal)
        spec.bandwidth = Bandwidth(bandwidth)
        spec.latency = TimeSpan(latency)
        return MemorySystem(spec, dma: DMASpec(), clock: Frequency(clock))
    }

    /// 256 B per cycle, 44 cycles of latency.
    @Test(arguments: [(1, 44, 45), (256, 44, 45), (257, 44, 46), (1024, 44, 48)])
    func needsLatencyAndBytesOverBandwidth(bytes: Int, begin: Int, end: Int) {
        var memory = memory(bandwidth: 256_000_000_000, latency: 44_000)
        let interval = memory.serve(MemoryTransfer(address: 0, rowBytes: bytes), arriving: Cycles(0))
        #expect(interval == ServiceInterval(begin: Cycles(begin), end: Cycles(end), movedBytes: Bytes(bytes)))
    }

    @Test func writesHaveNoLatency() {
        var memory = memory(bandwidth: 256_000_000_000, latency: 44_000)
        let write = MemoryTransfer(address: 0, rowBytes: 256, isWrite: true)
        #expect(memory.serve(write, arriving: Cycles(7)).end == Cycles(8))
    }

    /// A transfer that finds the bus busy hides its latency; one a cycle after the last end does not.
    @Test(arguments: [(0, 48, 52), (4, 48, 52), (5, 49, 53)])
    func latencyOverlapsEarlierTransfers(arriving: Int, begin: Int, end: Int) {
        var memory = memory(bandwidth: 256_000_000_000, latency: 44_000)
        let transfer = MemoryTransfer(address: 0, rowBytes: 1024)
        _ = memory.serve(transfer, arriving: Cycles(0))
        let interval = memory.serve(transfer, arriving: Cycles(arriving))
        #expect(interval.begin == Cycles(begin))
        #expect(interval.end == Cycles(end))
    }

    /// Parts of cycles add up to what the bytes in all need, at rates that divide nothing.
    @Test(arguments: [
        (256_000_000_000, 1_000_000_000), (51_234_567_891, 997_000_001), (3, 2), (819_200_000_000, 1_410_000_000),
    ])
    func nothingIsLostOrGainedOverManyTransfers(bandwidth: Int, clock: Int) {
        var memory = memory(bandwidth: bandwidth, clock: clock)
        var end = Cycles(0)
        for _ in 0..<5000 { end = memory.serve(MemoryTransfer(address: 0, rowBytes: 100), arriving: Cycles(0)).end }
        let exact = bandwidth.dividingFullWidth(500_000.multipliedFullWidth(by: clock))
        #expect(end == Cycles(exact.quotient + (exact.remainder > 0 ? 1 : 0)))
    }

    @Test func aShareIsThatPartOfTheBandwidth() {
        var spec = MemorySpec(kind: .ideal)
        spec.latency = TimeSpan(0)
        spec.availableShare = Share(millionths: 250_000)
        var memory = MemorySystem(spec, dma: DMASpec(), clock: Frequency(1_000_000_000))
        #expect(memory.serve(MemoryTransfer(address: 0, rowBytes: 640), arriving: Cycles(0)).end == Cycles(10))
    }

    @Test func stateRecurs() {
        var memory = memory(bandwidth: 3_000_000_000)
        var states: [MemorySystem] = []
        var end = Cycles(0)
        for _ in 0..<3 {
            for _ in 0..<3 { end = memory.serve(MemoryTransfer(address: 0, rowBytes: 100), arriving: end).end }
            states.append(memory.normalized(relativeTo: end))
        }
        #expect(states[0] == states[1])
        #expect(states[1] == states[2])
    }
}
