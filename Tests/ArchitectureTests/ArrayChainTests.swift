import Architecture
import Quantities
import Testing

/// Runs one after the other; that they equal one array given all tiles is tested against registers.
struct ArrayChainTests {
    private let product = ProductShape(m: 3, k: 4, n: 4)

    @Test func loadProceedsUnderTheRunBefore() throws {
        let run = try ArrayRunTests.spec().run(product)
        #expect(run.pace.leadLoad == Cycles(4))
        #expect(run.leadOverlaps)
        #expect(run.pace.lead(after: run.pace) == Cycles(1))
        let longer = try ArrayRunTests.spec().run(ProductShape(m: 9, k: 4, n: 4))
        #expect(run.pace.lead(after: longer.pace) == Cycles(0))
    }

    @Test func nothingOverlapsWithOneRegister() throws {
        let spec = ArrayRunTests.spec {
            $0.load.overlap = .notOverlapped
            $0.dispatchGap = 2
        }
        let run = try spec.run(product)
        #expect(!run.leadOverlaps)
        #expect(run.pace.lead(after: run.pace) == Cycles(6))
    }

    /// The next tile's registers are free 3 cycles after the first of this tile's 2 rows: 1 after its last.
    @Test func registersMayBeFreeOnlyAfterTheLastRow() throws {
        let run = try ArrayRunTests.spec { $0.load.settle = LinearLatency(fixed: -1, perRow: 1) }
            .run(ProductShape(m: 2, k: 4, n: 4))
        #expect(run.pace.lastBlock == Cycles(-1))
        #expect(run.pace.lead(after: run.pace) == Cycles(5))
    }

    @Test func resultsDrainUnderTheNextRun() throws {
        let spec = ArrayRunTests.spec { $0.dataflow = .outputStationary }
        let short = try spec.run(ProductShape(m: 4, k: 1, n: 4))
        let long = try spec.run(ProductShape(m: 4, k: 9, n: 4))
        #expect(short.pace.lead(after: short.pace) == Cycles(3))
        #expect(long.pace.lead(after: short.pace) == Cycles(0))
        #expect(short.pace.lead(after: long.pace) == Cycles(3))
    }

    @Test func entryWaitsForWhatComesLast() throws {
        let run = try ArrayRunTests.spec().run(product)
        let idle = run.pace.entry(after: nil, stationaryReady: Cycles(10), streamReady: Cycles(0))
        #expect(idle == Cycles(14))
        let previous = (pace: run.pace, end: Cycles(100))
        // The load may begin 3 cycles before the end; later if the operand comes later.
        #expect(run.pace.entry(after: previous, stationaryReady: Cycles(0), streamReady: Cycles(0)) == Cycles(101))
        #expect(run.pace.entry(after: previous, stationaryReady: Cycles(98), streamReady: Cycles(0)) == Cycles(102))
        #expect(run.pace.entry(after: previous, stationaryReady: Cycles(0), streamReady: Cycles(300)) == Cycles(300))
    }
}
