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
            let sizes = group.tiles.map { trace.tiles[$0].granules }
            let shares = kept < size ? Self.shares(of: kept, among: sizes) : sizes
            for (tile, share) in zip(group.tiles, shares) { granules[tile] = share }
            for step in group.steps { wanted[step] += size }
        }
        self.granules = granules
    }

    /// Granules of every tile, `kept` of them all: the same part of each, rounded down, and one more of the first tiles for
    /// which that is the next larger part. Where more are kept, no tile keeps less.
    private static func shares(of kept: Int, among sizes: [Int]) -> [Int] {
        var (part, larger) = (0, Part.whole)
        while larger - part > 1 {
            let middle = (part + larger) / 2
            if sizes.reduce(0, { $0 + Part.of($1, middle) }) <= kept { part = middle } else { larger = middle }
        }
        var shares = sizes.map { Part.of($0, part) }
        var rest = kept - shares.reduce(0, +)
        for (place, size) in sizes.enumerated() where rest > 0 && Part.of(size, larger) > shares[place] {
            shares[place] += 1
            rest -= 1
        }
        return shares
    }

    /// Parts of a tile, of which a whole has 2^32.
    private enum Part {
        static let whole = 1 << 32

        /// A part of some granules, rounded down.
        static func of(_ granules: Int, _ part: Int) -> Int {
            let product = granules.multipliedFullWidth(by: part)
            return product.high << 32 | Int(product.low >> 32)
        }
    }

    /// Tiles that are used equally often and stay over the same steps.
    private struct Group {
        var uses: Int
        var steps: ClosedRange<Int>
        var tiles: [Int]
    }

    private struct Stays {
        private struct Key: Hashable {
            var uses: Int
            var steps: ClosedRange<Int>
        }

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
            var places: [Key: Int] = [:]
            for tile in uses.indices where uses[tile] > 1 {
                let begin = first[tile] ?? last[tile]
                let steps = isRepeated ? 0...index.steps.count - 1 : begin...max(begin, last[tile])
                let key = Key(uses: uses[tile], steps: steps)
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
