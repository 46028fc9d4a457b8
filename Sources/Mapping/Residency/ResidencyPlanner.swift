import Architecture
import OperatorTrace

/// Decides which activations, keys, values, inputs and results stay in SRAM between their uses.
///
/// Candidates are ranked once, small and short ones first, whatever the capacity. A candidate stays if it fits beside
/// all that rank before it, admitted or not: so each has a least capacity of its own from which on it stays, what
/// stays only grows with the SRAM, and a larger SRAM never moves more bytes.
struct ResidencyPlanner {
    let index: TraceIndex
    let mode: ResidencyMode
    let sram: SRAMSpec
    let candidates: RankedResidences
    /// Room that must be left for the tiles of every step.
    let reserve: [Space]
    /// Room without which a step cannot be mapped.
    let least: [Space]

    func plan() throws(MappingError) -> ResidencyPlan {
        var plan = ResidencyPlan(reserve: reserve, capacity: sram.space)
        for residence in candidates.permanent {
            plan.want(residence.space, at: residence.steps)
            plan.residences.append(residence)
        }
        if let lack = lack(of: plan) { throw lack }
        plan.limitReserve()
        for residence in candidates.short {
            plan.want(residence.space, at: residence.steps)
            if plan.fits(at: residence.steps) {
                plan.residences.append(residence)
            } else {
                plan.admitsAll = false
            }
        }
        if mode != .layerByLayer { extend(&plan) }
        return plan
    }

    /// Why some step cannot be mapped beside what is placed on chip: the step that wants most says it for all.
    private func lack(of plan: ResidencyPlan) -> MappingError? {
        let needs = zip(plan.wanted, least).map { $0 + $1 }
        let most = needs.reduce(Space.none) { $0.maximum(with: $1) }
        guard !most.fits(in: plan.capacity),
            let step = needs.indices.filter({ !needs[$0].fits(in: plan.capacity) })
                .max(by: { (needs[$0].bytes, $1) < (needs[$1].bytes, $0) })
        else { return nil }
        let placed = plan.residences.filter { $0.steps.contains(step) }
            .max { ($0.space.bytes, $1.storage.index) < ($1.space.bytes, $0.storage.index) }
        if let placed, least[step].fits(in: plan.capacity) {
            let storage = index[placed.storage]
            return .noRoomOnChip(tensor: storage.name, bytes: storage.bytes, sram: sram, least: most)
        }
        return .noTileFits(operation: index.path(of: step), need: needs[step], sram: sram, least: most)
    }

    /// Joins the stays of a storage over layers, stages and iterations where that fits.
    private func extend(_ plan: inout ResidencyPlan) {
        var joined: [Residence] = []
        var replaced: Set<StorageID> = []
        func join(_ longer: [Residence]) {
            guard admit(longer, to: &plan) else { return }
            if longer.contains(where: { replaced.contains($0.storage) }) {
                joined.removeAll { old in longer.contains { $0.storage == old.storage } }
            }
            joined += longer
            replaced.formUnion(longer.map(\.storage))
        }
        candidates.carried.forEach(join)
        for residence in candidates.whole { join([residence]) }
        plan.residences.removeAll { replaced.contains($0.storage) }
        plan.residences += joined
    }

    /// Whether stays fit that come in place of the short ones of their storages.
    private func admit(_ longer: [Residence], to plan: inout ResidencyPlan) -> Bool {
        for residence in longer {
            let counted = candidates.shortSteps[residence.storage.index]
            plan.want(
                residence.space,
                at: residence.steps.filter { step in !counted.contains { $0.contains(step) } })
        }
        guard longer.allSatisfy({ plan.fits(at: $0.steps) }) else {
            plan.admitsAll = false
            return false
        }
        return true
    }
}
