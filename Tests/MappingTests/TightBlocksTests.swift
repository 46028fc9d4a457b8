import Architecture
import Quantities
import Testing

@testable import Mapping

@Suite struct TightBlocksTests {
    /// In 64 granules, blocks count that take more than 8: first the one that needs most for all its keys, then those that
    /// need less, then the one whose smallest tiles are largest, as far as that is another choice.
    @Test func theMostDemandingAreTakenApartFirst() {
        var blocks = TightBlocks(room: Self.granules(64))
        blocks.add(1, least: Self.granules(2), whole: Self.granules(9))
        blocks.add(2, least: Self.granules(10), whole: Self.granules(20))
        blocks.add(3, least: Self.granules(12), whole: Self.granules(12))
        blocks.add(4, least: Self.granules(1), whole: Self.granules(8))
        #expect(blocks.sets == [[2], [2, 3], [1, 2, 3], [3]])
    }

    /// A larger SRAM tries no other choices than a small one.
    @Test func theChoicesOfALargerSRAMAreAmongThoseOfASmallOne() {
        let sets = [16, 64, 128, 1 << 20].map { room in
            var blocks = TightBlocks(room: Self.granules(room))
            for (step, need) in [5, 9, 17, 9].enumerated() {
                blocks.add(step, least: Self.granules(need / 2), whole: Self.granules(need))
            }
            return blocks.sets
        }
        #expect(zip(sets, sets.dropFirst()).allSatisfy { Set($0).isSuperset(of: $1) })
        #expect(sets.map(\.count) == [3, 2, 1, 0])
    }

    private static func granules(_ count: Int) -> Space { Space(Space.granule * count, in: .scratchpad) }
}
