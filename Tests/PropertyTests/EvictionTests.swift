import Architecture
import OperatorTrace
import Quantities
import Testing

@testable import Mapping

/// Weights with their future known are kept as well as they can be: compared with a search over all evictions.
@Suite struct EvictionTests {
    private static let blocks = 4
    private static let seedsPerBlock = 600

    /// Tiles of one granule: 2,400 read-only traces of equal granules.
    @Test(arguments: 0..<blocks) func equalGranulesAreKeptOptimally(block: Int) {
        for seed in 0..<Self.seedsPerBlock {
            check(ReadOnlyTrace(seed: UInt64(block * Self.seedsPerBlock + seed), tiles: 2...6, granules: 1...1))
        }
    }

    /// Tiles of several granules, which may stay in part.
    @Test func partsOfTilesAreKeptOptimally() {
        for seed in 10_000..<UInt64(10_300) { check(ReadOnlyTrace(seed: seed, tiles: 2...3, granules: 1...3)) }
    }

    private func check(_ trace: ReadOnlyTrace) {
        let least = trace.leastReads()
        let belady = trace.reads(.farthestNextUse)
        #expect(belady.granules == least, "\(trace.name): belady reads more than need be")
        #expect(belady.overfull == nil, "\(trace.name): belady keeps more than there is room for")
        for policy in [WeightPolicy.pinned, .leastRecentlyUsed] {
            let other = trace.reads(policy)
            #expect(other.granules >= least, "\(trace.name), \(policy): fewer reads than can be")
            #expect(other.overfull == nil, "\(trace.name), \(policy): keeps more than there is room for")
        }
    }
}
