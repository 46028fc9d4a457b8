/// The candidates for residence of a workload, small and short ones first. They do not depend on how much SRAM there is.
struct RankedResidences {
    /// What is placed on chip, in no order of rank.
    let permanent: [Residence]
    /// Those of single layers.
    let short: [Residence]
    /// By storage, the steps of those; empty in the layer-by-layer mode.
    let shortSteps: [[ClosedRange<Int>]]
    /// Pairs that keep a carried tensor from iteration to iteration; none in the layer-by-layer mode.
    let carried: [[Residence]]
    /// Those from a storage's first touch to its last use; none in the layer-by-layer mode.
    let whole: [Residence]

    init(_ candidates: ResidenceCandidates, for mode: ResidencyMode) {
        let index = candidates.index
        let storages = index.storages.indices.map(StorageID.init)
        permanent = storages.filter { index.isOnChip($0) }.compactMap(candidates.permanent)
        let byLayer = storages.map(candidates.byLayer)
        short = Self.ranked(Array(byLayer.joined()))
        guard mode != .layerByLayer else {
            (shortSteps, carried, whole) = ([], [], [])
            return
        }
        shortSteps = byLayer.map { $0.map(\.steps) }
        carried = index.workload.stages.enumerated().flatMap { stage, content in
            content.carried.compactMap { candidates.carried($0, stage: stage) }
        }
        whole = Self.ranked(storages.compactMap(candidates.whole))
    }

    private static func ranked(_ residences: [Residence]) -> [Residence] {
        residences.sorted {
            ($0.space.bytes.count, $0.steps.count, $0.storage.index, $0.steps.lowerBound)
                < ($1.space.bytes.count, $1.steps.count, $1.storage.index, $1.steps.lowerBound)
        }
    }
}
