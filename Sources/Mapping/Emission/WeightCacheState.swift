import Architecture

/// What the weight cache holds at a point of the program.
struct WeightCacheState {
    /// By tile: what lies in SRAM between uses.
    var kept: [Int: Kept] = [:]
    /// By tile: granules that are to stay once its commands at hand have ended.
    var pendingKeep: [Int: Int] = [:]
    /// Uses since the iteration began.
    var cursor = 0

    struct Kept {
        var granules: Int
        /// When they have arrived.
        var ready: Dependencies
        /// When the commands that read them have ended.
        var users: Dependencies
    }
}

/// The weight cache as the emitter works with it: what was used when, and what the plan says of it.
struct WeightCache {
    let trace: WeightTrace
    /// By step, whether the uses of its weights are in the trace. Where nothing can be kept, they are not.
    let isRecorded: [Bool]
    let plan: WeightCachePlan
}
