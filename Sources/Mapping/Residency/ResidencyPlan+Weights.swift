import Architecture
import Quantities

extension ResidencyPlan {
    /// Room that is left beside all residences, and beside granules that can keep weights if there are any, by step.
    func free(beside weights: [Int]?, in buffer: SRAMBuffer) -> [Space] {
        var free = Array(repeating: capacity, count: reserve.count)
        for residence in residences {
            for step in residence.steps { free[step] -= residence.space }
        }
        for (step, granules) in (weights ?? []).enumerated() { free[step].granules[buffer.rawValue] -= granules }
        return free
    }

    /// Granules that can keep weights, by step.
    ///
    /// Two tiles of the preferred size stay free, or a sixty-fourth of a small buffer: loads for the product after the
    /// one at hand run ahead into them, beside the latter's own two copies. Without them every product would wait for
    /// its first tile as soon as weights fill the rest. That costs less than what `Docs/Residency.md` says of it.
    /// - Parameter tiles: room that tiles want at every step where all data stays. Weights leave it free even where tiles
    ///   get less for the sake of data: else they would have more room in a small SRAM than in a large one.
    func roomForWeights(in buffer: SRAMBuffer, beside tiles: [Space]) -> [Int] {
        let lane = buffer.rawValue
        let ahead = Space(TilingSearch.preferredTile * 2, in: buffer).granules[lane]
        let free = min(ahead, capacity.granules[lane] / 64)
        return wanted.indices.map { step in
            let taken = wanted[step] + reserve[step].maximum(with: tiles[step])
            return max(0, (capacity - taken).granules[lane] - free)
        }
    }
}
