import Architecture
import Quantities
import Testing

@testable import Accelerator

/// Channels of a memory that stand alike are worked on as one; that may save time and change nothing else.
@Suite struct AlikeChannelsTests {
    private static let kinds = [MemoryKind.hbm2, .hbm2e, .hbm3, .lpddr5, .ddr4]

    private func memory(_ spec: MemorySpec, window: Int = 1024, foldsChannels: Bool) throws -> BankedMemory {
        var dma = DMASpec()
        dma.window = window
        return BankedMemory(
            spec, try #require(spec.kind.organization), try #require(spec.kind.timings), dma: dma,
            clock: Frequency(1_234_567_891), foldsChannels: foldsChannels)
    }

    /// Transfers that follow each other closely, or after a while: most of a few shapes that come again and again, as tiles
    /// do, so that channels often get the same, and some to a few lanes only.
    private struct Traffic {
        var generator = PatternGenerator()
        var shapes: [MemoryTransfer] = []
        var arriving = Cycles(0)

        init(seed: Int) {
            for _ in 0..<100 * seed { _ = generator.next(below: 2) }
            shapes = [MemoryTransfer(address: 0, rowBytes: 46080, isWrite: generator.next(below: 3) == 0)]
            for _ in 0..<1 + generator.next(below: 3) { shapes.append(shape()) }
        }

        private mutating func pick(_ choices: [Int]) -> Int { choices[generator.next(below: choices.count)] }

        private mutating func shape() -> MemoryTransfer {
            let rowBytes = pick([16, 64, 256, 1024, 4096, 8192, 46080])
            return MemoryTransfer(
                address: generator.next(below: 1 << 12) * 4096, rows: pick([1, 16, 32, 64, 512]), rowBytes: rowBytes,
                pitch: rowBytes + pick([0, 64, 752, 1984, 3008, 8192]), isWrite: generator.next(below: 3) == 0)
        }

        mutating func next() -> MemoryTransfer {
            arriving += Cycles(pick([0, 0, 0, 0, 0, 0, 40, 2000]))
            if generator.next(below: 6) == 0 {
                let address = generator.next(below: 1 << 16) * 32
                return MemoryTransfer(address: address, rowBytes: pick([32, 96, 640]), isWrite: pick([0, 1]) == 0)
            }
            var transfer = shapes[generator.next(below: shapes.count)]
            transfer.address += generator.next(below: 64) * pick([0, 32, 4096, 65536])
            return transfer
        }

        /// A kind of memory whose channels, pseudo-channels and groups alternate in any order.
        mutating func spec(_ kind: MemoryKind) -> MemorySpec {
            var spec = MemorySpec(kind: kind)
            spec.channels = 1 << generator.next(below: 6)
            spec.rowHashing = pick([0, 1]) == 0 ? .none : .xor
            var runs = spec.resolvedAddressMap.runs
            let interleaved = runs.indices.filter { [.group, .pseudo, .channel].contains(runs[$0].field) }
            for place in interleaved { runs.swapAt(place, pick(interleaved)) }
            if pick([0, 1]) == 0 { spec.addressMap = AddressMap(runs: runs) }
            return spec
        }
    }

    /// Not only results are the same, but what can be told of the state.
    @Test(arguments: kinds, 0..<40) func foldingChangesNothing(kind: MemoryKind, seed: Int) throws {
        var traffic = Traffic(seed: seed)
        let spec = traffic.spec(kind)
        let window = [1, 64, 1024, 4096][seed % 4]
        var folded = try memory(spec, window: window, foldsChannels: true)
        var plain = try memory(spec, window: window, foldsChannels: false)
        for step in 0..<240 {
            let transfer = traffic.next()
            let interval = folded.serve(transfer, arriving: traffic.arriving)
            #expect(interval == plain.serve(transfer, arriving: traffic.arriving), "transfer \(step): \(transfer)")
            #expect(!plain.channelsAreAlike)
            guard step % 12 == 0 else { continue }
            let now = traffic.arriving
            #expect(folded.normalized(relativeTo: now).parts == plain.normalized(relativeTo: now).parts)
        }
        #expect(folded.statistics == plain.statistics)
    }

    /// What a normalized state leaves out never matters again.
    @Test(arguments: kinds, 0..<40) func normalizedStatesGoOnAlike(kind: MemoryKind, seed: Int) throws {
        var traffic = Traffic(seed: seed)
        var memory = try memory(traffic.spec(kind), window: [1, 64, 1024, 4096][seed % 4], foldsChannels: true)
        for _ in 0..<12 {
            for _ in 0..<1 + traffic.generator.next(below: 12) {
                _ = memory.serve(traffic.next(), arriving: traffic.arriving)
            }
            let now = traffic.arriving
            var original = memory
            var normalized = memory.normalized(relativeTo: now)
            var ahead = traffic
            for _ in 0..<12 {
                let transfer = ahead.next()
                let interval = original.serve(transfer, arriving: ahead.arriving)
                let other = normalized.serve(transfer, arriving: ahead.arriving - now)
                #expect(interval.end - now == other.end, "\(transfer)")
            }
            let activations = original.statistics.activations - memory.statistics.activations
            #expect(activations == normalized.statistics.activations)
        }
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
        func ends(_ memory: inout BankedMemory, pitch: Int) -> [Cycles] {
            (0..<50).map { number in
                let transfer = MemoryTransfer(
                    address: number * 3000, rows: 40, rowBytes: 96, pitch: pitch, isWrite: number % 3 == 2)
                return memory.serve(transfer, arriving: Cycles(0)).end
            }
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
