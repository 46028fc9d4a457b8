import Architecture

/// The weights that stay from their first use to their last, chosen once for the whole run.
///
/// Tiles rank by the reads that a kept granule saves, then by first use. Those that are worth the same over the same
/// steps share what is left beside all that rank before them, kept or not, at every step of their stay: so what is kept
/// only grows with the SRAM. The same part of each stays, so that what is still to be loaded comes evenly, and hides
/// behind the products as far as it can.
struct PinnedChoice {
    /// By tile.
    let granules: [Int]

    init(_ trace: WeightTrace, index: TraceIndex, room: [Int], inferences: Int) {
        var wanted = Array(repeating: 0, count: room.count)
        var granules = Array(repeating: 0, count: trace.tiles.count)
        for group in Stays(trace, index: index, inferences: inferences).groups {
            let size = group.tiles.reduce(0) { $0 + trace.tiles[$1].granules }
            let least = group.steps.reduce(Int.max) { min($0, room[$1] - wanted[$1]) }
            let kept = max(0, min(size, least))
            var before = 0
            for tile in group.tiles {
                // Rounded so that all of them keep `kept` granules to the last one.
                let behind = before + trace.tiles[tile].granules
                granules[tile] = Self.share(kept, behind, of: size) - Self.share(kept, before, of: size)
                before = behind
            }
            for step in group.steps { wanted[step] += size }
        }
        self.granules = granules
    }

    /// `kept x part / size`, rounded down.
    private static func share(_ kept: Int, _ part: Int, of size: Int) -> Int {
        guard size > 0 else { return 0 }
        let product = kept.multipliedFullWidth(by: part)
        return size.dividingFullWidth(product).quotient
    }

    /// Tiles that are used equally often and stay over the same steps.
    private struct Group {
        var uses: Int
        var steps: ClosedRange<Int>
        var tiles: [Int]
    }

    private struct Stays {
        /// Of tiles that are used more than once, best first.
        var groups: [Group] = []

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
            var places: [[Int]: Int] = [:]
            for tile in uses.indices where uses[tile] > 1 {
                let begin = first[tile] ?? last[tile]
                let steps = isRepeated ? 0...index.steps.count - 1 : begin...max(begin, last[tile])
                let key = [uses[tile], steps.lowerBound, steps.upperBound]
                if let place = places[key] {
                    groups[place].tiles.append(tile)
                } else {
                    places[key] = groups.count
                    groups.append(Group(uses: uses[tile], steps: steps, tiles: [tile]))
                }
            }
            groups.sort { (-$0.uses, $0.tiles[0]) < (-$1.uses, $1.tiles[0]) }
        }
    }
}
