import Architecture
import Quantities
import Testing

@testable import Accelerator

/// HBM2 without refresh at a clock of 1 GHz, so that a cycle is a nanosecond; worked by hand from the row of timings.
@Suite struct MemoryBankedTests {
    private static let clock = Frequency(1_000_000_000)
    /// Two rows of one bank: a region of 64 KiB, times four banks of a group.
    private static let rowApart = 8 * 8192 * 4

    private func memory(
        channels: Int = 8, refresh: MemoryRefresh = .none, share: Share = .all, window: Int = 1024
    ) -> MemorySystem {
        var spec = MemorySpec()
        spec.channels = channels
        spec.refresh = refresh
        spec.availableShare = share
        var dma = DMASpec()
        dma.window = window
        return MemorySystem(spec, dma: dma, clock: Self.clock)
    }

    /// tRP + tRCD + tCL = 42 to the first data of a row to be opened, tCL = 14 of one that is open; a burst takes 2.
    @Test func oneMissOneHitOneConflict() {
        var memory = memory()
        let miss = memory.serve(MemoryTransfer(address: 0, rowBytes: 32), arriving: Cycles(0))
        #expect(miss == ServiceInterval(begin: Cycles(42), end: Cycles(44), movedBytes: Bytes(32)))
        let hit = memory.serve(MemoryTransfer(address: 32, rowBytes: 32), arriving: Cycles(1000))
        #expect(hit == ServiceInterval(begin: Cycles(1014), end: Cycles(1016), movedBytes: Bytes(32)))
        let conflict = memory.serve(MemoryTransfer(address: Self.rowApart, rowBytes: 32), arriving: Cycles(2000))
        #expect(conflict == ServiceInterval(begin: Cycles(2042), end: Cycles(2044), movedBytes: Bytes(32)))
        #expect(memory.statistics == MemoryStatistics(bursts: 3, activations: 2 * 4096))
    }

    /// A refresh of one bank of HBM2 is felt for tRFCpb + tRTP + tRP + tRCD = 193 ns, less what the queue of 32 bursts holds
    /// for each of the three other groups, 3 x 64 ns; each of four groups feels it.
    @Test func refreshOfOneBankHidesBehindOtherGroups() {
        var spec = MemorySpec()
        spec.refresh = .perBank
        #expect(RefreshShare(spec, .hbm2, .hbm2).lost == 4 * 1000)
    }

    /// Hashing puts the second row of bank 0 in bank 1, the sixth (5 = 0b0101) in 0b01 ^ 0b01, and so back in bank 0.
    @Test func hashingMovesRowsToOtherBanks() {
        for (hashing, banks) in [(RowHashing.none, [0, 0, 0, 0]), (.xor, [0, 1, 0, 3])] {
            var spec = MemorySpec()
            spec.rowHashing = hashing
            let geometry = MemoryGeometry(spec, .hbm2)
            #expect([0, 1, 5, 3].map { geometry.bank($0 * Self.rowApart) } == banks)
            #expect(geometry.row(5 * Self.rowApart) == 5)
        }
    }

    /// Two rows of one bank follow each other no sooner than tRC = 48, in the edge case to the cycle.
    @Test(arguments: [(0, 92), (47, 92), (48, 92), (49, 93), (60, 104)])
    func rowCycleHoldsBackAConflict(arriving: Int, end: Int) {
        var memory = memory()
        _ = memory.serve(MemoryTransfer(address: 0, rowBytes: 32), arriving: Cycles(0))
        let transfer = MemoryTransfer(address: Self.rowApart, rowBytes: 32)
        #expect(memory.serve(transfer, arriving: Cycles(arriving)).end == Cycles(end))
    }

    /// Bytes that share no granule still move whole ones.
    @Test(arguments: [(0, 1, 32), (31, 2, 64), (16, 32, 64), (0, 64, 64), (5, 4096, 4128)])
    func movesWholeGranules(address: Int, bytes: Int, moved: Int) {
        var memory = memory()
        let interval = memory.serve(MemoryTransfer(address: address, rowBytes: bytes), arriving: Cycles(0))
        #expect(interval.movedBytes == Bytes(moved))
    }

    /// Rows of 128 B at a pitch of 720 B start on a granule every other time: 4 and 5 granules in turn.
    @Test(arguments: [(1, 4), (2, 9), (3, 13), (1024, 4608)])
    func countsGranulesOfStridedRows(rows: Int, granules: Int) {
        var memory = memory()
        let transfer = MemoryTransfer(address: 0, rows: rows, rowBytes: 128, pitch: 720)
        #expect(memory.serve(transfer, arriving: Cycles(0)).movedBytes == Bytes(32 * granules))
    }

    /// 1 MiB over 16 lanes of 16 B/ns: 4096 ns after the first latency, in one piece or in many.
    @Test(arguments: [1, 4, 16, 64])
    func sequentialBytesRunAtPeak(pieces: Int) {
        var memory = memory()
        var end = Cycles(0)
        let bytes = (1 << 20) / pieces
        for piece in 0..<pieces {
            end = memory.serve(MemoryTransfer(address: piece * bytes, rowBytes: bytes), arriving: Cycles(0)).end
        }
        #expect((4138...4142).contains(end.count))
    }

    /// All rows on one pseudo-channel's bank group of each channel: 512 rows of 64 B at a pitch of 4096 B.
    /// 1024 bursts, tCCD_L = 4 apart.
    @Test func badPitchIsBoundByOneBankGroup() {
        var memory = memory()
        let transfer = MemoryTransfer(address: 0, rows: 512, rowBytes: 64, pitch: 4096)
        let end = memory.serve(transfer, arriving: Cycles(0)).end
        #expect((42 + 4094...42 + 4096).contains(end.count))
    }

    /// A refresh costs tRFC + tRTP + 2 tRP + tRCD = 307 of each 3900: time stretches by 3900 / 3593.
    @Test func refreshIsAShareOfService() {
        var memory = memory(refresh: .allBank)
        let end = memory.serve(MemoryTransfer(address: 0, rowBytes: 1 << 20), arriving: Cycles(0)).end
        #expect(abs(end.count - (42 + 4096 * 3900 / 3593)) <= 2)
    }

    @Test func shareStretchesService() {
        var memory = memory(share: Share(millionths: 500_000))
        let end = memory.serve(MemoryTransfer(address: 0, rowBytes: 1 << 20), arriving: Cycles(0)).end
        #expect(abs(end.count - (42 + 2 * 4096)) <= 1)
    }

    /// One channel, two lanes. Reading 4 KiB takes a lane 128 ns from 42 on. A write of 51 bursts stays in the queue
    /// without a turn: half of them on either lane, 2 ns each. With the 52nd the channel turns: tWTR_L + tCL = 22 and
    /// tRTW + tCWL - tCL - burst = 2 more, in a bank that the reads do not use.
    @Test(arguments: [(51, 0), (52, 24)])
    func turnsWhenEnoughWritesWait(bursts: Int, turn: Int) {
        var memory = memory(channels: 1)
        let read = memory.serve(MemoryTransfer(address: 0, rowBytes: 4096), arriving: Cycles(0))
        #expect(read.end == Cycles(42 + 128))
        let write = MemoryTransfer(address: 8192, rowBytes: 32 * bursts, isWrite: true)
        let end = memory.serve(write, arriving: Cycles(0)).end
        #expect(end == Cycles(170 + bursts + turn))
    }

    /// Nothing to turn from without reads.
    @Test func writesAloneDoNotTurn() {
        var memory = memory()
        let end = memory.serve(MemoryTransfer(address: 0, rowBytes: 1 << 20, isWrite: true), arriving: Cycles(0)).end
        #expect(end == Cycles(4096))
    }

    /// One request at a time: each read waits for the one before it and a clock.
    @Test func windowOfOneExposesEveryLatency() {
        var memory = memory(window: 1)
        var end = Cycles(0)
        for place in 0..<10 {
            end = memory.serve(MemoryTransfer(address: place * 65536, rowBytes: 32), arriving: Cycles(0)).end
        }
        // Each place is another bank: a row is opened every time, and tRC has passed when its turn comes again.
        #expect(end == Cycles(10 * 44 + 9))
    }

    /// A state, relative to now, comes back under the same transfers, after some rounds: from then on everything repeats.
    @Test(arguments: [MemoryKind.hbm2, .hbm3, .lpddr5, .ddr4])
    func stateRecursOverIdenticalIterations(kind: MemoryKind) {
        var memory = MemorySystem(MemorySpec(kind: kind), dma: DMASpec(), clock: Frequency(997_000_001))
        var start = Cycles(0)
        var states: [MemorySystem] = []
        var lengths: [Cycles] = []
        for _ in 0..<60 {
            var end = start
            for step in 0..<40 {
                let transfer = MemoryTransfer(
                    address: step * 300_000, rows: 1 + step % 3 * 100, rowBytes: 720 + step * 64, pitch: 2880,
                    isWrite: step % 5 == 4)
                end = memory.serve(transfer, arriving: start).end
            }
            states.append(memory.normalized(relativeTo: end))
            lengths.append(end - start)
            start = end
        }
        #expect(states[58] == states[59])
        #expect(lengths[58] == lengths[59])
    }
}
