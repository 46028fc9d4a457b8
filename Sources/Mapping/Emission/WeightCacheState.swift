import Architecture

/// What the weight cache holds at a point of the program.
struct WeightCacheState {
    /// By tile: what lies in SRAM between uses.
    var kept: [Kept?]
    /// By tile: granules that are to stay once its commands at hand have ended.
    var pendingKeep: [Int]
    /// Uses since the iteration began.
    var cursor = 0

    init(tiles: Int) {
        kept = Array(repeating: nil, count: tiles)
        pendingKeep = Array(repeating: 0, count: tiles)
    }

    struct Kept {
        var granules: Int
        /// When they have arrived.
        var ready: Dependencies
        /// When the commands that read them have ended.
        var users: Dependencies

        /// The same of another tile, so many commands later: of what it waits for, only that which came after `counts`
        /// moves; what was there before is the other tile's own.
        func shifted(by commands: SIMD8<Int32>, since counts: SIMD8<Int32>, from before: Kept?) -> Kept {
            var copy = self
            copy.ready.shift(by: commands, since: counts, or: before?.ready)
            copy.users.shift(by: commands, since: counts, or: before?.users)
            return copy
        }
    }
}

/// The weight cache as the emitter works with it: what was used when, and what the plan says of it.
struct WeightCache {
    let trace: WeightTrace
    /// By step, whether the uses of its weights are in the trace. Where nothing can be kept, they are not.
    let recordsWeights: [Bool]
    let plan: WeightCachePlan
}
