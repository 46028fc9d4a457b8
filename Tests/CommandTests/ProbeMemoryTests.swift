import Testing

@Suite("systole probe memory")
struct ProbeMemoryTests {
    private func probe(_ words: String) throws -> ParsedJSON {
        let outcome = try SystoleProcess.shell("$SYSTOLE probe memory --format json \(words)")
        #expect(outcome.status == 0)
        #expect(outcome.standardError == "")
        return try ParsedJSON(outcome.standardOutput)
    }

    /// Rows of a cycle-level simulator's table (`dram_patterns.csv`), one of each pattern: share of the bus, useful share
    /// over it, and how far off the share may be, in percent.
    @Test(arguments: [
        ("seqr:8M", "hbm2", 8, "all-bank", 1024, 0.9201, 1, 1.0),
        ("seqw:2M", "lpddr5", 4, "all-bank", 512, 0.9095, 1, 3),
        ("mix:2M:64K", "ddr4", 2, "all-bank", 256, 0.9446, 1, 10),
        ("tile:4M:128:960", "hbm2", 8, "all-bank", 1024, 0.9227, 1, 15),
        ("tile:4M:128:720", "hbm2e", 8, "all-bank", 1024, 0.8965, 0.8889, 15),
        ("rand:8M:64", "hbm3", 16, "none", 4096, 0.6328, 1, 40),
        ("two:8M:4K:64M", "hbm2", 8, "all-bank", 1024, 0.8745, 1, 13),
        ("twow:8M:256:64M", "hbm3", 16, "none", 4096, 0.6087, 1, 20),
    ])
    func sharesAreTheSimulators(
        pattern: String, kind: String, channels: Int, refresh: String, window: Int, share: Double, useful: Double,
        allowed: Double
    ) throws {
        let json = try probe(
            "--pattern \(pattern) --set memory.kind=\(kind) --set memory.channels=\(channels) "
                + "--set memory.refresh=\(refresh) --set dma.window=\(window)")
        let found = try #require(json["busFraction"].number)
        #expect(abs(found / share - 1) * 100 <= allowed, "\(found), expected \(share)")
        let usefulShare = try #require(json["usefulFraction"].number)
        #expect(abs(usefulShare / found - useful) < 0.002)
        #expect(json["bytesMoved"].int.map { $0 > 0 } == true)
        #expect(json["rowHitRate"].number.map { (0...1).contains($0) } == true)
    }

    @Test func latencyOfOneRequestIsTheTimings() throws {
        let json = try probe(
            "--pattern rand:64K:32 --set memory.channels=1 --set memory.refresh=none --set dma.window=1")
        let latency = try #require(json["latencyNanoseconds"].number)
        #expect(abs(latency - (14 + 14 + 14 + 2)) < 1)
    }

    @Test func aSmallWindowIsNoted() throws {
        let json = try probe("--pattern seqr:1M --set dma.window=16")
        #expect(json["notes"].array.first?.text?.contains("352 cover its latency") == true)
        let table = try SystoleProcess.shell("$SYSTOLE probe memory --pattern seqr:1M --set dma.window=16")
        #expect(table.standardOutput.contains("\nNote: dma.window of 16 requests is too small"))
        let run = try SystoleProcess.shell("$SYSTOLE simulate Workloads/tiny.json --set dma.window=16")
        #expect(run.standardOutput.contains("\nNote: dma.window of 16 requests is too small"))
    }

    @Test(arguments: [
        ("--pattern seqr:1M --set memory.channels=3", 1, "memory.channels is 3, expected a power of two from 1 to 128"),
        ("--pattern seqr:1M --set 'memory.addressMap=column:1 row:14'", 1, "expected 5 bits of column for 32 bursts"),
        ("--pattern seqr:1M --set memory.kind=ddr4 --set memory.refresh=per-bank", 1, "DDR4 has no per-bank refresh"),
        (
            "--pattern seqr:1000G", 1,
            "the pattern seqr:1073741824000 may take more cycles than the simulated clock counts"
        ),
        (
            "--pattern seqr:1M --set clock=100GHz --set memory.availableShare=0.01%", 1,
            "memory.availableShare: found 0.01% of 256 GB/s, expected at least a byte in 1000 cycles of the clock"
        ),
        ("--pattern seqx:1M", 2, "found \"seqx:1M\", expected seqr:T, seqw:T, mix:T:B, tile:T:W:P[:R], rand:T:G"),
        ("--pattern tile:1M:128:64", 2, "found \"tile:1M:128:64\", expected a pitch of at least the width of a row"),
    ])
    func whatCannotBeIsOneSentence(words: String, status: Int32, part: String) throws {
        let outcome = try SystoleProcess.shell("$SYSTOLE probe memory \(words)")
        #expect(outcome.status == status)
        #expect(outcome.standardOutput == "")
        #expect(outcome.standardError.contains(part), "\(outcome.standardError)")
    }
}
