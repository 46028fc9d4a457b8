import Architecture
import Mapping
import Testing

/// Tiles and loop orders that were asked for, at random: what must hold of every run holds of these.
@Suite struct ForcedTilePropertyTests {
    private static let blocks = 4
    private static let seedsPerBlock = 40

    @Test(arguments: 0..<blocks) func everyRunAddsUp(block: Int) throws {
        var runs = 0
        for seed in UInt64(block * Self.seedsPerBlock)..<UInt64((block + 1) * Self.seedsPerBlock) {
            let modes = ResidencyMode.allCases
            let mode = modes[modes.startIndex + Int(seed) % modes.count]
            runs += try check(seed: seed, sram: seed % 3 == 0 ? .tight : .ample, mode: mode) ? 1 : 0
        }
        #expect(runs >= Self.seedsPerBlock / 3, "too many machines refuse their tiles")
    }

    /// Checks one run; false if the tiles do not fit the machine.
    private func check(seed: UInt64, sram: RandomMachine.SRAMSize, mode: ResidencyMode) throws -> Bool {
        let run: RandomRun
        do {
            run = try RandomRun(seed: seed, sram: sram, mode: mode, mapping: Self.mapping(seed))
        } catch let error as MappingError {
            #expect(error.isForWantOfRoom, "seed \(seed): \(error)")
            return false
        }
        let faults =
            run.conservationFaults() + run.verificationFaults() + run.repetitionFaults()
        #expect(faults == [], "\(run.name), \(run.machine.mapping)")
        return true
    }

    static func mapping(_ seed: UInt64) -> MappingSpec {
        var random = SeededGenerator(seed: seed ^ 0x71E5)
        var mapping = MappingSpec()
        mapping.tile = TileExtents(
            m: random.pick(0, 1, random.number(1...40)), k: random.pick(0, 16, random.number(1...60)),
            n: random.pick(0, 16, random.number(1...60)))
        mapping.loopOrder = random.pick(.automatic, .mnk, .mkn, .nmk, .nkm, .kmn, .knm)
        mapping.reloadsTiles = random.once(in: 2)
        mapping.weightLayout = random.pick(.tiled, .rowMajor)
        return mapping
    }
}
