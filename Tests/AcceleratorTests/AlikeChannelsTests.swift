import Architecture
import Quantities
import Testing

@testable import Accelerator

/// Channels of a memory that stand alike are worked on as one; that may save time and change nothing else.
@Suite struct AlikeChannelsTests {
    private static let kinds = [MemoryKind.hbm2, .hbm2e, .hbm3, .lpddr5, .ddr4]

    private func memory(_ spec: MemorySpec, foldsChannels: Bool) throws -> BankedMemory {
        BankedMemory(
            spec, try #require(spec.kind.organization), try #require(spec.kind.timings), dma: DMASpec(),
            clock: Frequency(1_234_567_891), foldsChannels: foldsChannels)
    }

    /// Few shapes that come again and again, as tiles of an operand do, so that channels often get the same; the first
    /// one comes to all of them.
    private func shapes(_ generator: inout PatternGenerator) -> [MemoryTransfer] {
        let first = MemoryTransfer(address: 0, rowBytes: 46080)
        return [first]
            + (0..<generator.next(below: 4)).map { _ in
                let rowBytes = [16, 64, 256, 4096, 8192, 46080][generator.next(below: 6)]
                let pitch = rowBytes + [0, 64, 752, 1984, 8192][generator.next(below: 5)]
                return MemoryTransfer(
                    address: generator.next(below: 1 << 12) * 4096, rows: 1 + generator.next(below: 600),
                    rowBytes: rowBytes, pitch: pitch, isWrite: generator.next(below: 3) == 0)
            }
    }

    @Test(arguments: kinds, 0..<20) func foldingChangesNothing(kind: MemoryKind, seed: Int) throws {
        var generator = PatternGenerator()
        for _ in 0..<100 * seed { _ = generator.next(below: 2) }
        var spec = MemorySpec(kind: kind)
        spec.channels = 1 << (1 + generator.next(below: 4))
        var folded = try memory(spec, foldsChannels: true)
        var plain = try memory(spec, foldsChannels: false)
        let shapes = shapes(&generator)
        var arriving = Cycles(0)
        var foldedTransfers = 0
        for step in 0..<300 {
            var transfer = shapes[generator.next(below: shapes.count)]
            transfer.address += generator.next(below: 64) * [0, 32, 4096, 65536][generator.next(below: 4)]
            arriving += Cycles(generator.next(below: 4) * 300)
            let interval = folded.serve(transfer, arriving: arriving)
            #expect(interval == plain.serve(transfer, arriving: arriving), "transfer \(step): \(transfer)")
            foldedTransfers += folded.channelsAreAlike ? 1 : 0
            #expect(!plain.channelsAreAlike)
        }
        #expect(folded.statistics == plain.statistics)
        #expect(foldedTransfers > 0)
    }

    /// Strided rows that come to all lanes are worked on as one channel's, too.
    @Test func stridedTransfersAreFolded() throws {
        var memory = try memory(MemorySpec(), foldsChannels: true)
        for tile in 0..<4 {
            let rows = MemoryTransfer(address: tile * 512 * 768, rows: 512, rowBytes: 16, pitch: 768)
            _ = memory.serve(rows, arriving: Cycles(0))
            #expect(!memory.load.isUniform && memory.load.laneCount == memory.geometry.lanes)
            #expect(memory.channelsAreAlike)
        }
        _ = memory.serve(MemoryTransfer(address: 0, rowBytes: 64), arriving: Cycles(0))
        #expect(!memory.channelsAreAlike)
    }

    /// A copy goes its own way, and so does what it was copied from.
    @Test(arguments: kinds) func copiesGoOnApart(kind: MemoryKind) throws {
        func transfer(_ number: Int, pitch: Int) -> MemoryTransfer {
            MemoryTransfer(address: number * 3000, rows: 40, rowBytes: 96, pitch: pitch, isWrite: number % 3 == 2)
        }
        func ends(_ memory: inout BankedMemory, pitch: Int) -> [Cycles] {
            (0..<50).map { memory.serve(transfer($0, pitch: pitch), arriving: Cycles(0)).end }
        }
        var first = try memory(MemorySpec(kind: kind), foldsChannels: true)
        var twin = try memory(MemorySpec(kind: kind), foldsChannels: true)
        #expect(ends(&first, pitch: 200) == ends(&twin, pitch: 200))
        var copy = first
        #expect(copy == first)
        _ = ends(&copy, pitch: 5000)
        #expect(copy != first)
        #expect(ends(&first, pitch: 300) == ends(&twin, pitch: 300))
        #expect(first == twin)
    }
}
