import Mapping
import Testing

@Suite struct ArrangementTests {
    private static let pairs: [(UInt64, [Int])] = [
        (2_006, [1_775, 1_901]), (2_010, [3_266, 3_489]), (2_030, [6_101, 6_485]),
    ]

    /// Where tiles want much of the SRAM, a choice of them that reads nothing twice is not the best yet: the cache keeps
    /// more beside smaller ones. In each of these pairs of sizes, the larger has such a choice.
    @Test(arguments: pairs) func roomForWeightsIsLookedFor(seed: UInt64, sizes: [Int]) throws {
        let workload = RandomWorkload.makeForArray(seed: seed)
        let machine = RandomMachine.make(seed: seed, sram: .tight)
        #expect(try SRAMCurve(workload, on: machine, sizes: sizes).faults() == [])
    }
}
