/// Room that is taken in vain is room that loads could run ahead into.
extension WeightCachePlan {
    /// The same plan in less room: behind every use, only that stays of a tile which its next use will find, so that
    /// nothing need be evicted.
    func keepingWhatIsFound(_ trace: WeightTrace, _ index: TraceIndex) -> WeightCachePlan {
        var plan = self
        var found = Array(repeating: 0, count: trace.tiles.count)
        for place in rounds.indices.reversed() {
            let stage = place % trace.uses.count
            plan.rounds[place] = rounds[place].keeping(
                &found, trace.uses[stage], iterations: index.iterations(ofStage: stage))
        }
        return plan
    }
}

extension WeightCachePlan.Round {
    /// `found` is what the next use of every tile finds: behind the round when this is called, before it afterwards.
    fileprivate func keeping(
        _ found: inout [Int], _ uses: [WeightTrace.Use], iterations: Int
    ) -> WeightCachePlan.Round {
        var round = self
        for place in late.indices.reversed() { round.late[place] = late[place].keeping(&found, uses) }
        for place in early.indices.reversed() {
            round.early[place] = early[place].keeping(&found, uses)
            guard place == early.count - 1, repeats(of: iterations) > 1 else { continue }
            // The last repetition looks into the last iteration, which may find more; all others into the next one.
            let repeated = early[place].keeping(&found, uses)
            if repeated != round.early[place] { round.late.insert(round.early[place], at: 0) }
            round.early[place] = repeated
        }
        return round
    }
}

extension WeightCachePlan.Schedule {
    fileprivate func keeping(_ found: inout [Int], _ uses: [WeightTrace.Use]) -> WeightCachePlan.Schedule {
        var schedule = WeightCachePlan.Schedule()
        schedule.decisions = decisions
        for (place, use) in uses.enumerated().reversed() {
            schedule.decisions[place].keep = found[use.tile]
            schedule.decisions[place].evictions = []
            found[use.tile] = decisions[place].resident
        }
        return schedule
    }
}
