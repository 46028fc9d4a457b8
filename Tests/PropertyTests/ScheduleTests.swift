import Architecture
import Mapping
import OperatorTrace
import Quantities
import Testing

/// Whole programs, data and weights, compared with a search over all evictions.
@Suite struct ScheduleTests {
    /// No program moves fewer bytes than the best schedule, and no lower bound is above it. How near the programs of
    /// `belady` come to the best is quoted in Docs/Residency.md.
    @Test(arguments: [
        (6, cases: 300, optimal: 15, mean: 2412), (8, 300, 193, 270), (9, 300, 275, 37), (10, 600, 595, 2),
        (12, 600, 600, 0),
    ])
    func noProgramBeatsTheBestSchedule(granules: Int, cases: Int, optimal: Int, mean: Int) throws {
        let machine = Self.machine(granules: granules)
        var gaps: [Double] = []
        for seed in 0..<UInt64(cases) {
            let trace = GranuleWorkload(seed: seed)
            let workload = try trace.workload.validated()
            let bound = LowerBounds(of: workload, on: machine).total.capacity.count
            let best = try #require(ExhaustiveSchedule(trace, capacity: granules).leastMoves()) * Space.granule.count
            #expect(bound <= best, "seed \(seed): bound \(bound) B, best \(best) B")
            let bytes = try ResidencyMode.allCases.map {
                try Mapper(for: machine, residency: $0).map(workload).transferredBytes
            }
            for (mode, bytes) in zip(ResidencyMode.allCases, bytes) where bytes < best {
                Issue.record("seed \(seed), \(mode.rawValue): \(bytes) B, best \(best) B")
            }
            gaps.append(Double(bytes[bytes.count - 1]) / Double(best) - 1)
        }
        #expect(gaps.filter { $0 == 0 }.count == optimal)
        // In thousandths.
        #expect(Int((gaps.reduce(0, +) / Double(cases) * 1000).rounded()) == mean)
    }

    /// An array and accumulators that never force anything to be cut.
    private static func machine(granules: Int) -> AcceleratorSpec {
        var machine = AcceleratorSpec()
        (machine.array.rows, machine.array.columns) = (8, 8)
        machine.sram.capacity = Space.granule * granules
        return machine
    }
}
