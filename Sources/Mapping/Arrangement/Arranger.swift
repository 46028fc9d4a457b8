import Architecture
import OperatorTrace

/// Finds what every arrangement of a workload on a machine keeps and moves.
struct Arranger {
    private let index: TraceIndex
    private let machine: AcceleratorSpec
    let mode: ResidencyMode
    private let layout: MemoryLayout
    private var tilings: StepTilings
    /// How many have been tried.
    private(set) var count = 0

    init(index: TraceIndex, machine: AcceleratorSpec, mode: ResidencyMode) {
        self.index = index
        self.machine = machine
        self.mode = mode
        layout = MemoryLayout(index.storages, weights: machine.mapping.weightLayout)
        tilings = StepTilings(index: index, machine: machine)
    }

    /// - Parameters:
    ///   - candidates: those of `sizing`.
    ///   - reserve: room for working tiles, by step.
    ///
    /// Throws the reason for which it cannot be mapped.
    mutating func arrange(
        _ sizing: WorkingSpace, _ candidates: RankedResidences, reserve: [Space]
    ) throws(MappingError) -> Arrangement {
        defer { count += 1 }
        let plan = try ResidencyPlanner(
            index: index, mode: mode, sram: machine.sram, candidates: candidates, reserve: reserve,
            least: sizing.reserve(.quarters(0))
        ).plan()
        let buffer = machine.sram.buffer(forWeights: true)
        let room = mode.weightPolicy.map { _ in
            evened(plan.roomForWeights(in: buffer, beside: sizing.reserve(.lean)), over: sizing.blocks)
        }
        tilings.reserve = plan.reserve
        tilings.free = plan.free(beside: room, in: buffer)
        tilings.plenty = sizing.plenty
        let calendar = ResidenceCalendar(plan, index)
        // Where there is no room, every weight cache is empty.
        let recordsWeights = index.steps.indices.map { step in room.map { $0[step] > 0 } ?? false }
        let settings = LayerSetting.list(of: index, calendar, tilings, sizing.blocks)
        let forecast = try TrafficForecast(
            index, calendar: calendar, settings: settings, blocks: sizing.blocks, layout: layout, tilings: tilings,
            inferences: machine.run.inferences, recordsWeights: recordsWeights)
        tilings = forecast.tilings
        let cache = forecast.isTooLong ? nil : weightCache(forecast.weightTrace, recordsWeights, room: room)
        let found = cache.map { $0.plan.found($0.trace, index) } ?? (all: 0, reread: 0)
        let spills = forecast.spills + (cache?.trace.rereadBytes(index, machine.run.inferences) ?? 0) - found.reread
        return Arrangement(
            number: count, bytes: forecast.isTooLong ? Int.max : forecast.bytes - found.all,
            isComplete: plan.admitsAll && !forecast.isTooLong && spills == 0
                && (cache == nil || sizing.tilesAreSmall),
            decisions: MappingDecisions(
                index: index, machine: machine, plan: plan, calendar: calendar, settings: settings,
                blocks: sizing.blocks, layout: layout, tilings: tilings, cache: cache))
    }

    /// Room for weights that is the same at all steps of an attention block: they are mapped as one.
    private func evened(_ room: [Int], over blocks: [Int: AttentionBlock]) -> [Int] {
        var room = room
        for block in blocks.values {
            let least = room[block.steps].min() ?? 0
            for step in block.steps { room[step] = least }
        }
        return room
    }

    /// What is kept of weights that are used in the order of a trace: of several plans, the one that saves most.
    ///
    /// A fixed choice may be for all inferences or for each alone: what waits for the next inference must fit beside
    /// the data of all stages. It may find as much as is possible: then it is preferred, because its loads come evenly.
    private func weightCache(_ trace: WeightTrace, _ recordsWeights: [Bool], room: [Int]?) -> WeightCache? {
        guard let room, let policy = mode.weightPolicy, recordsWeights.contains(true) else { return nil }
        let inferences = machine.run.inferences
        var choices: [(policy: WeightPolicy, keepsAcrossInferences: Bool)] = [(policy, true)]
        if policy == .farthestNextUse { choices.insert((.pinned, true), at: 0) }
        if policy != .leastRecentlyUsed, inferences > 1 { choices.insert((.pinned, false), at: 0) }
        let plans = choices.map { choice in
            var simulation = WeightCacheSimulation(
                trace, index: index, policy: choice.policy, room: room, inferences: inferences,
                keepsAcrossInferences: choice.keepsAcrossInferences)
            return simulation.run()
        }
        let saved = plans.map { $0.found(trace, index).all }
        let best = saved.indices.max { (saved[$0], $1) < (saved[$1], $0) } ?? 0
        return WeightCache(trace: trace, recordsWeights: recordsWeights, plan: plans[best])
    }
}
