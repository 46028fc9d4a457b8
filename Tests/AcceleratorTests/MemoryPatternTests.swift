import Architecture
import Quantities
import Testing

@testable import Accelerator

@Suite struct MemoryPatternTests {
    private static let spellings: [(text: String, pattern: MemoryPattern)] = [
        ("seqr:8M", .sequential(total: 8 << 20, isWrite: false)),
        ("seqw:64k", .sequential(total: 64 << 10, isWrite: true)), ("mix:8M:4K", .mixed(total: 8 << 20, block: 4096)),
        ("tile:4M:128:720", .tiles(total: 4 << 20, width: 128, pitch: 720, rows: 1024)),
        ("tile:4M:128:720:64", .tiles(total: 4 << 20, width: 128, pitch: 720, rows: 64)),
        ("rand:1G:64", .random(total: 1 << 30, grain: 64)),
        ("two:2M:256:67239936", .twoStreams(total: 2 << 20, chunk: 256, gap: 67_239_936, secondWrites: false)),
        ("twow:2M:4K:64M", .twoStreams(total: 2 << 20, chunk: 4096, gap: 64 << 20, secondWrites: true)),
    ]

    @Test(arguments: spellings)
    func readsPatterns(text: String, pattern: MemoryPattern) throws {
        #expect(try MemoryPattern(text: text) == pattern)
        #expect(try MemoryPattern(text: pattern.text) == pattern)
    }

    @Test(arguments: [
        "", "seqr", "seqr:", "seqr:0", "seqr:-1", "seqr:8X", "seqr:8MB", "seqr:8M:4", "mix:8M", "tile:4M:128",
        "tile:4M:256:128", "tile:4M:128:720:0", "rand:1M:2G", "two:1M:64", "seq:8M", "seqr:9999999999999999999",
        "seqr:2048G", "rand:1024G:1",
    ])
    func refusesWhatIsNoPattern(text: String) {
        #expect(throws: TextValueError.self) { try MemoryPattern(text: text) }
    }

    @Test(arguments: [
        ("seqr:1000", 1000), ("mix:9K:1K", 9 << 10), ("tile:64K:128:720:64", 64 << 10), ("rand:4K:64", 4096),
        ("twow:8K:1K:1M", 8 << 10), ("tile:1000:128:720", 1024),
    ])
    func asksForTheBytes(text: String, bytes: Int) throws {
        var asked = 0
        try MemoryPattern(text: text).forEachTransfer { asked += $0.rows * $0.rowBytes }
        #expect(asked == bytes)
    }

    /// Strips of 2 rows lie side by side until the pitch is full, then further down.
    @Test func stripsFillThePitch() throws {
        var addresses: [Int] = []
        try MemoryPattern(text: "tile:1536:128:300:2").forEachTransfer { addresses.append($0.address) }
        #expect(addresses == [0, 128, 600, 728, 1200, 1328])
    }

    @Test func probeOfAnIdealMemoryGivesItsFigures() throws {
        var spec = MemorySpec(kind: .ideal)
        spec.latency = TimeSpan(0)
        let probe = try MemoryProbe(
            try MemoryPattern(text: "seqr:1M"), memory: spec, dma: DMASpec(), clock: Frequency(1_000_000_000))
        #expect(probe.busFraction == 1)
        #expect(probe.usefulFraction == 1)
        #expect(probe.rowHitRate == 1)
        #expect(probe.bytesMoved == Bytes(1 << 20))
        #expect(probe.duration == TimeSpan(4_096_000))
    }
}
