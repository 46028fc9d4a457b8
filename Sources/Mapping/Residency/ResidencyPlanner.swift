import Architecture
import OperatorTrace

/// Decides, for a mode, what stays in SRAM between its uses.
///
/// What fits is settled by first fit: short stays come before long ones, small before large, so that a tensor that
/// crosses the whole run never crowds out one that two neighbouring operations share.
struct ResidencyPlanner {
    let index: TraceIndex
    let mode: ResidencyMode
    let sram: SRAMSpec
    let candidates: ResidenceCandidates
    /// Room that must be left for the tiles of every step.
    let reserve: [Space]

    func plan() throws(MappingError) -> ResidencyPlan {
        var plan = ResidencyPlan(steps: index.steps.count, capacity: sram.space)
        let storages = index.storages.indices.map(StorageID.init)
        for id in storages where index[id].placement == .onChip {
            guard let residence = candidates.permanent(id) else { continue }
            guard plan.admits(residence, reserve: reserve) else {
                throw .noRoomOnChip(tensor: index[id].name, bytes: index[id].bytes, capacity: sram.total)
            }
            plan.add(residence)
        }
        let short = storages.flatMap(candidates.byLayer)
        for residence in ordered(short) where plan.admits(residence, reserve: reserve) { plan.add(residence) }
        if mode == .resident { extend(&plan, storages) }
        return plan
    }

    /// Joins the stays of a storage over layers, stages and iterations where that fits.
    private func extend(_ plan: inout ResidencyPlan, _ storages: [StorageID]) {
        for (stage, content) in index.workload.stages.enumerated() {
            for carry in content.carried {
                guard let pair = candidates.carried(carry, stage: stage) else { continue }
                replace(&plan, with: pair)
            }
        }
        for residence in ordered(storages.compactMap(candidates.whole)) { replace(&plan, with: [residence]) }
    }

    private func replace(_ plan: inout ResidencyPlan, with longer: [Residence]) {
        var attempt = plan
        for residence in longer { _ = attempt.removeAll(of: residence.storage) }
        for residence in longer {
            guard attempt.admits(residence, reserve: reserve) else { return }
            attempt.add(residence)
        }
        plan = attempt
    }

    private func ordered(_ residences: [Residence]) -> [Residence] {
        residences.sorted {
            ($0.steps.count, $0.space.bytes.count, $0.storage.index, $0.steps.lowerBound)
                < ($1.steps.count, $1.space.bytes.count, $1.storage.index, $1.steps.lowerBound)
        }
    }
}
