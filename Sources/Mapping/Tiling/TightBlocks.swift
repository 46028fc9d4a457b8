import Architecture

/// Attention blocks that may be better off taken apart: those whose tiles take an eighth of the SRAM, be it with all
/// keys of a head at once, without which keys are read again for every few rows, or the smallest.
///
/// Which to take apart is a matter of which is the least demanding among them, not of the SRAM: so what is tried in one
/// is tried in a larger one, too, until it hardly matters.
struct TightBlocks {
    private let eighth: Space
    private var least: [(step: Int, space: Space)] = []
    private var whole: [(step: Int, space: Space)] = []

    init(room: Space) { eighth = Space(room.granules / SIMD2(8, 8)) }

    /// Adds a block by its first step.
    ///
    /// - Parameters:
    ///   - least: room for its smallest tiles, beside what is placed on chip.
    ///   - whole: the same for tiles with all keys of a head.
    mutating func add(_ step: Int, least: Space, whole: Space) {
        self.least.append((step, least))
        self.whole.append((step, whole))
    }

    /// The first steps of the blocks to take apart, in several ways.
    var sets: [Set<Int>] {
        var sets: [Set<Int>] = []
        for spaces in [whole, least] {
            let limits = Set(spaces.filter { !$0.space.fits(in: eighth) }.map(\.space.bytes))
            for limit in limits.sorted().reversed() {
                let set = Set(spaces.filter { $0.space.bytes >= limit }.map(\.step))
                if !sets.contains(set) { sets.append(set) }
            }
        }
        return sets
    }
}
