import Architecture

/// Runs the uses of weight tiles through a cache whose size changes from step to step, and notes what it does.
struct WeightCacheSimulation {
    private let trace: WeightTrace
    private let index: TraceIndex
    private let policy: WeightPolicy
    private let inferences: Int
    /// Whether weights may wait for the next inference.
    private let keepsAcrossInferences: Bool
    /// Granules that can keep weights, by step.
    private let room: [Int]
    /// Granules of each tile that a pinned choice keeps.
    private let pinned: [Int]

    private var kept: [Int]
    private var total = 0
    private var victims: VictimHeap
    /// When the next and the last use of every tile are, on a clock that counts uses.
    private var nextUse: [Int]
    private var lastUse: [Int]

    init(
        _ trace: WeightTrace, index: TraceIndex, policy: WeightPolicy, room: [Int], inferences: Int,
        keepsAcrossInferences: Bool = true
    ) {
        self.keepsAcrossInferences = keepsAcrossInferences
        self.trace = trace
        self.index = index
        self.policy = policy
        self.inferences = inferences
        self.room = room
        kept = Array(repeating: 0, count: trace.tiles.count)
        nextUse = Array(repeating: Int.max, count: trace.tiles.count)
        lastUse = Array(repeating: -1, count: trace.tiles.count)
        victims = VictimHeap()
        pinned =
            policy == .pinned
            ? PinnedChoice(
                trace, index: index, room: room, inferences: keepsAcrossInferences ? inferences : 1
            ).granules : []
    }

    /// The plan of all inferences, stages and iterations. Iterations are simulated until one leaves the cache as it
    /// found it.
    mutating func run() -> WeightCachePlan {
        var plan = WeightCachePlan()
        var clock = 0
        for inference in 0..<inferences {
            for stage in trace.uses.indices {
                run(stage, isFinal: !keepsAcrossInferences || inference == inferences - 1, &clock, &plan)
            }
        }
        // What is used least recently is kept in ignorance; who knows the future keeps nothing in vain.
        return policy == .farthestNextUse ? plan.keepingWhatIsFound(trace, index) : plan
    }

    private mutating func run(_ stage: Int, isFinal: Bool, _ clock: inout Int, _ plan: inout WeightCachePlan) {
        let iterations = index.iterations(ofStage: stage)
        let length = trace.uses[stage].count
        let later = firstUses(after: stage, from: clock + iterations * length, isFinal: isFinal)
        var schedules: [WeightCachePlan.Schedule] = []
        var iteration = 0
        while iteration < iterations - 1 {
            let before = kept
            schedules.append(simulate(stage, start: clock, repeats: true, later: later))
            clock += length
            iteration += 1
            guard iteration > 1, kept == before, schedules.last == schedules.dropLast().last else { continue }
            schedules.removeLast()
            skip((iterations - 1 - iteration) * length, stage: stage)
            clock += (iterations - 1 - iteration) * length
            iteration = iterations - 1
        }
        let last = simulate(stage, start: clock, repeats: false, later: later)
        clock += length
        plan.rounds.append(.init(early: schedules, late: [last]))
    }

    /// One iteration of a stage.
    private mutating func simulate(
        _ stage: Int, start: Int, repeats: Bool, later: [Int]
    ) -> WeightCachePlan.Schedule {
        var schedule = WeightCachePlan.Schedule()
        let uses = trace.uses[stage]
        let following = nextUses(in: uses, start: start, repeats: repeats, later: later)
        schedule.decisions.reserveCapacity(uses.count)
        var place = 0
        for step in index.stageSteps[stage] {
            var trimmed: [WeightCachePlan.Eviction] = []
            evict(until: room[step], into: &trimmed)
            if !trimmed.isEmpty { schedule.trims[step] = trimmed }
            while place < uses.count, uses[place].step == step {
                schedule.decisions.append(
                    use(uses[place].tile, at: start + place, next: following[place], step: step))
                place += 1
            }
        }
        return schedule
    }

    private mutating func use(_ tile: Int, at time: Int, next: Int, step: Int) -> WeightCachePlan.Decision {
        var decision = WeightCachePlan.Decision(resident: kept[tile], keep: 0)
        let wanted: Int
        switch policy {
        case .pinned: wanted = next == Int.max ? 0 : pinned[tile]
        case .leastRecentlyUsed, .farthestNextUse: wanted = next == Int.max ? 0 : trace.tiles[tile].granules
        }
        total += wanted - kept[tile]
        kept[tile] = wanted
        nextUse[tile] = next
        lastUse[tile] = time
        // What is pinned is chosen so that it fits.
        if wanted > 0, policy != .pinned { victims.push(tile: tile, priority: priority(of: tile)) }
        evict(until: room[step], into: &decision.evictions)
        decision.keep = kept[tile]
        if !decision.evictions.isEmpty { decision.evictions.removeAll { $0.tile == tile } }
        return decision
    }

    /// The higher, the sooner a tile goes.
    private func priority(of tile: Int) -> Int {
        policy == .leastRecentlyUsed ? -lastUse[tile] : nextUse[tile]
    }

    private mutating func evict(until room: Int, into evictions: inout [WeightCachePlan.Eviction]) {
        while total > room, let victim = victims.top {
            guard kept[victim.tile] > 0, victim.priority == priority(of: victim.tile) else {
                victims.pop()
                continue
            }
            let granules = min(kept[victim.tile], total - room)
            kept[victim.tile] -= granules
            total -= granules
            evictions.append(.init(tile: victim.tile, granules: granules))
        }
    }

    /// When each use's tile is used next.
    private func nextUses(in uses: [WeightTrace.Use], start: Int, repeats: Bool, later: [Int]) -> [Int] {
        var following = Array(repeating: Int.max, count: uses.count)
        var upcoming = later
        if repeats {
            for place in uses.indices.reversed() { upcoming[uses[place].tile] = start + uses.count + place }
        }
        for place in uses.indices.reversed() {
            following[place] = upcoming[uses[place].tile]
            upcoming[uses[place].tile] = start + place
        }
        return following
    }

    /// By tile, its first use behind a stage, in this inference or the next; `Int.max` without one.
    private func firstUses(after stage: Int, from start: Int, isFinal: Bool) -> [Int] {
        var first = Array(repeating: Int.max, count: trace.tiles.count)
        var clock = start
        let stages = Array(trace.uses.indices)
        for later in stages[(stage + 1)...] + (isFinal ? [] : stages[...stage]) {
            let uses = trace.uses[later]
            for place in uses.indices where first[uses[place].tile] == Int.max {
                first[uses[place].tile] = clock + place
            }
            clock += uses.count * index.iterations(ofStage: later)
        }
        return first
    }

    /// Moves the clock over iterations that leave everything as it is.
    private mutating func skip(_ distance: Int, stage: Int) {
        var isMoved = Array(repeating: false, count: trace.tiles.count)
        victims = VictimHeap()
        for use in trace.uses[stage] where !isMoved[use.tile] {
            isMoved[use.tile] = true
            if nextUse[use.tile] < Int.max { nextUse[use.tile] += distance }
            lastUse[use.tile] += distance
        }
        guard policy != .pinned else { return }
        for tile in kept.indices where kept[tile] > 0 { victims.push(tile: tile, priority: priority(of: tile)) }
    }
}
