import Architecture
import Quantities

/// Lists what a plan keeps on chip, and what that saves.
struct PlannedStays {
    let index: TraceIndex
    let inferences: Int

    /// Residences in the order in which they begin, then weights in the order in which they are first used.
    func list(_ plan: ResidencyPlan, _ cache: WeightCache?) -> [PlannedStay] {
        let carried = Set(plan.residences.compactMap(\.becomes))
        let residences = plan.residences.sorted {
            ($0.steps.lowerBound, $0.storage.index) < ($1.steps.lowerBound, $1.storage.index)
        }
        return residences.map { stay($0, isCarried: carried.contains($0.storage)) } + (cache.map(weights) ?? [])
    }

    private func stay(_ residence: Residence, isCarried: Bool) -> PlannedStay {
        let storage = index[residence.storage]
        var saved = 0
        for touch in storage.touches where residence.steps.contains(touch.step) {
            let times = iterations(at: touch.step)
            saved += times
            if touch.isWrite { saved -= residence.stores.count(of: times) }
        }
        saved -= residence.loads(in: iterations(at: residence.steps.lowerBound), isCarried: isCarried)
        return PlannedStay(
            tensor: storage.name, isWeight: false, kept: storage.bytes, size: storage.bytes,
            from: operation(residence.steps.lowerBound), to: operation(residence.steps.upperBound),
            saved: storage.bytes * (saved * inferences))
    }

    /// Tiles of the same tensor are one entry.
    private func weights(_ cache: WeightCache) -> [PlannedStay] {
        var stays: [PlannedStay] = []
        var places: [Int32: Int] = [:]
        let kept = KeptWeights(cache, index: index, inferences: inferences)
        for (tile, description) in cache.trace.tiles.enumerated() where kept.saved[tile] > 0 {
            guard let from = kept.first[tile], let to = kept.last[tile] else { continue }
            let bytes = Bytes(kept.most[tile])
            let saved = Bytes(kept.saved[tile])
            if let place = places[description.tensor] {
                stays[place].kept += bytes
                stays[place].saved += saved
                stays[place].from = min(stays[place].from, operation(from))
                stays[place].to = max(stays[place].to, operation(to))
            } else {
                places[description.tensor] = stays.count
                let storage = index.storages[Int(description.tensor)]
                stays.append(
                    PlannedStay(
                        tensor: storage.name, isWeight: true, kept: bytes, size: storage.bytes,
                        from: operation(from), to: operation(to), saved: saved))
            }
        }
        return stays
    }

    private func iterations(at step: Int) -> Int { index.iterations(ofStage: index.steps[step].stage) }

    private func operation(_ step: Int) -> Int { index.steps[step].operation }
}

/// What the weight cache keeps of every tile over a run, in bytes.
private struct KeptWeights {
    var most: [Int]
    /// Bytes found on chip, all uses added up.
    var saved: [Int]
    /// The step from which it is kept, and the last one that finds it.
    var first: [Int?]
    var last: [Int?]

    init(_ cache: WeightCache, index: TraceIndex, inferences: Int) {
        let count = cache.trace.tiles.count
        most = Array(repeating: 0, count: count)
        saved = Array(repeating: 0, count: count)
        first = Array(repeating: nil, count: count)
        last = Array(repeating: nil, count: count)
        for inference in 0..<inferences {
            for stage in cache.trace.uses.indices {
                let round = inference * cache.trace.uses.count + stage
                for (schedule, times) in cache.plan.rounds[round].runs(of: index.iterations(ofStage: stage)) {
                    add(schedule, times: times, uses: cache.trace.uses[stage], tiles: cache.trace.tiles)
                }
            }
        }
    }

    private mutating func add(
        _ schedule: WeightCachePlan.Schedule, times: Int, uses: [WeightTrace.Use], tiles: [WeightTile]
    ) {
        for (use, decision) in zip(uses, schedule.decisions) {
            let found = tiles[use.tile].bytes(inGranules: decision.resident)
            most[use.tile] = max(most[use.tile], found)
            saved[use.tile] += found * times
            if decision.keep > 0, first[use.tile] == nil { first[use.tile] = use.step }
            if decision.resident > 0 { last[use.tile] = max(last[use.tile] ?? use.step, use.step) }
        }
    }
}
