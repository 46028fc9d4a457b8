import Architecture
import Foundation
import Quantities
import Testing

@testable import Accelerator

/// The memory model against the burst-by-burst reference on what a layer asks for: two streams of blocks that come to all
/// lanes alike, and between them biases and rows that come to a few. What few lanes see must not spoil what the model
/// knows of rows that all have open. `SYSTOLE_LONG_TESTS=1` takes ten times as many.
@Suite struct DRAMMixedTransferTests {
    private static let isLong = ProcessInfo.processInfo.environment["SYSTOLE_LONG_TESTS"] == "1"

    struct Memory: Sendable {
        var kind: MemoryKind
        var channels: Int
        var window: Int
        /// The largest mean error.
        var limit: Double
    }

    @Test(
        arguments: [
            Memory(kind: .hbm2, channels: 8, window: 1024, limit: 0.045),
            Memory(kind: .hbm2e, channels: 8, window: 1024, limit: 0.14),
            Memory(kind: .hbm3, channels: 4, window: 1024, limit: 0.06),
            Memory(kind: .lpddr5, channels: 4, window: 512, limit: 0.035),
        ])
    func blocksAmongSmallReads(on memory: Memory) throws {
        var generator = ArrayTestGenerator(seed: 7)
        var spec = MemorySpec(kind: memory.kind)
        spec.channels = memory.channels
        spec.refresh = .none
        var dma = DMASpec()
        dma.window = memory.window
        let organization = try #require(memory.kind.organization)
        let stripe = 1 << MemoryGeometry(spec, organization).stripeShift
        let errors = try (0..<(Self.isLong ? 200 : 20)).map { _ in
            let transfers = Self.transfers(&generator, stripe: stripe)
            var reference = try #require(DRAMReference(spec, window: memory.window))
            let probe = MemoryProbe(memory: spec, dma: dma, clock: Frequency(1_000_000_000)) { transfers.forEach($0) }
            return probe.busFraction / reference.busFraction(transfers) - 1
        }
        let mean = errors.map(abs).mean
        print("\(memory.kind): mean \(mean * 100) %, worst \((errors.map(abs).max() ?? 0) * 100) %")
        #expect(mean < memory.limit)
    }

    /// Rounds of a few small reads and a block of either stream, in the same banks.
    private static func transfers(_ generator: inout ArrayTestGenerator, stripe: Int) -> [MemoryTransfer] {
        func one(_ values: [Int]) -> Int { values.randomElement(using: &generator) ?? 1 }
        let block = stripe * one([2, 3, 4, 8])
        let small = stripe / one([64, 32, 16, 6, 4])
        let count = one([0, 1, 2, 4])
        var transfers: [MemoryTransfer] = []
        for round in 0..<(1 << 18) / block {
            for number in 0..<count {
                transfers.append(
                    MemoryTransfer(address: 32 << 20 + (round * count + number) * 5 * stripe / 16, rowBytes: small))
            }
            transfers.append(MemoryTransfer(address: round * block, rowBytes: block))
            transfers.append(MemoryTransfer(address: 8 << 20 + round * block, rowBytes: block))
        }
        return transfers
    }
}
