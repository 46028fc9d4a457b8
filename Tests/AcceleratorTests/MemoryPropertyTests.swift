import Architecture
import Quantities
import Testing

@testable import Accelerator

/// What holds for any memory and any transfers.
@Suite struct MemoryPropertyTests {
    @Test(arguments: MemoryKind.allCases, [1, 64, 1024])
    func intervalsAreOrderedAndNoFasterThanThePeak(kind: MemoryKind, window: Int) {
        var generator = PatternGenerator()
        for _ in 0..<4 {
            var spec = MemorySpec(kind: kind)
            if kind != .ideal { spec.channels = 1 << generator.next(below: 5) }
            spec.refresh = generator.next(below: 2) == 0 ? .none : .allBank
            spec.rowHashing = generator.next(below: 2) == 0 ? .none : .xor
            var dma = DMASpec()
            dma.window = window
            var memory = MemorySystem(spec, dma: dma, clock: Frequency(1_000_000_000))
            var (moved, asked, last, arriving) = (0, 0, Cycles(0), Cycles(0))
            for _ in 0..<200 {
                let transfer = Self.transfer(&generator)
                arriving += Cycles(generator.next(below: 50))
                let interval = memory.serve(transfer, arriving: arriving)
                #expect(interval.begin <= interval.end)
                #expect(interval.begin >= last, "intervals overlap")
                #expect(interval.end >= last)
                #expect(interval.end > arriving)
                last = interval.end
                moved += interval.movedBytes.count
                asked += transfer.rows * transfer.rowBytes
            }
            #expect(moved >= asked)
            // Bytes per nanosecond at the peak.
            let peak = spec.peakBandwidth.count / 1_000_000_000
            #expect(last.count * (peak + 1) >= moved)
        }
    }

    /// A later start of the same transfers by whole cycles shifts everything by as much.
    @Test(arguments: MemoryKind.allCases)
    func timeHasNoOrigin(kind: MemoryKind) {
        var generator = PatternGenerator()
        let transfers = (0..<100).map { _ in Self.transfer(&generator) }
        func ends(from start: Int) -> [Int] {
            var memory = MemorySystem(MemorySpec(kind: kind), dma: DMASpec(), clock: Frequency(1_234_567_891))
            return transfers.map { memory.serve($0, arriving: Cycles(start)).end.count - start }
        }
        #expect(ends(from: 1) == ends(from: 987_654_321))
    }

    /// Some of everything: short and long, dense and strided, reads and writes.
    private static func transfer(_ generator: inout PatternGenerator) -> MemoryTransfer {
        let width = 1 + generator.next(below: 1 << (1 + generator.next(below: 14)))
        let rows = 1 + generator.next(below: 1 << (1 + generator.next(below: 9)))
        let pitch = width + generator.next(below: 4096)
        return MemoryTransfer(
            address: generator.next(below: 1 << 30), rows: rows, rowBytes: width, pitch: pitch,
            isWrite: generator.next(below: 4) == 0)
    }
}
