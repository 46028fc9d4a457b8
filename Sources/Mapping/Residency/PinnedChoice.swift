import Architecture

/// The weights that stay from their first use to their last, chosen once for the whole run.
///
/// Tiles rank by the reads that a kept granule saves, then by first use. Each keeps what is left beside all that rank
/// before it, kept or not, at every step of its stay: so what is kept only grows with the SRAM.
struct PinnedChoice {
    /// By tile.
    let granules: [Int]

    init(_ trace: WeightTrace, index: TraceIndex, room: [Int], inferences: Int) {
        let stays = Stays(trace, index: index, inferences: inferences)
        var wanted = Array(repeating: 0, count: room.count)
        var granules = Array(repeating: 0, count: trace.tiles.count)
        for tile in stays.ranked {
            let steps = stays.steps[tile]
            let size = trace.tiles[tile].granules
            let least = steps.reduce(Int.max) { min($0, room[$1] - wanted[$1]) }
            granules[tile] = max(0, min(size, least))
            for step in steps { wanted[step] += size }
        }
        self.granules = granules
    }

    private struct Stays {
        /// The steps at which a kept tile takes room.
        var steps: [ClosedRange<Int>]
        /// Tiles that are used more than once, best first.
        var ranked: [Int]

        init(_ trace: WeightTrace, index: TraceIndex, inferences: Int) {
            var first: [Int?] = Array(repeating: nil, count: trace.tiles.count)
            var last = Array(repeating: 0, count: trace.tiles.count)
            var uses = Array(repeating: 0, count: trace.tiles.count)
            for (stage, list) in trace.uses.enumerated() {
                let iterations = index.iterations(ofStage: stage)
                let all = index.stageSteps[stage]
                for use in list {
                    let begin = iterations > 1 ? all.lowerBound : use.step
                    first[use.tile] = min(first[use.tile] ?? begin, begin)
                    last[use.tile] = iterations > 1 ? all.upperBound - 1 : use.step
                    uses[use.tile] += iterations * inferences
                }
            }
            let isRepeated = inferences > 1 && !index.steps.isEmpty
            steps = zip(first, last).map {
                isRepeated ? 0...index.steps.count - 1 : ($0 ?? $1)...max($0 ?? $1, $1)
            }
            ranked = uses.indices.filter { uses[$0] > 1 }.sorted { (-uses[$0], $0) < (-uses[$1], $1) }
        }
    }
}
