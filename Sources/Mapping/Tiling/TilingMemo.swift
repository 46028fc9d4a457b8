import Architecture

/// The tilings found so far: layers and iterations that are alike ask for the same ones.
struct TilingMemo {
    private struct Question<Demand: Hashable>: Hashable {
        var demand: Demand
        var room: SIMD2<Int>
    }

    private var products: [Question<Int>: ProductTiling?] = [:]
    private var attentions: [Question<AttentionDemand>: AttentionTiling?] = [:]

    /// The best tiling of a product in `room`, or nil if not even the smallest fits.
    ///
    /// - Parameter shape: the number of its demand but for what lies in SRAM.
    mutating func best(
        for demand: ProductDemand, ofShape shape: Int, in room: Space, _ search: TilingSearch
    ) -> ProductTiling? {
        let held = (demand.holdsA ? 1 : 0) + (demand.holdsB ? 2 : 0) + (demand.holdsOutput ? 4 : 0)
        let question = Question(demand: shape << 3 + held, room: room.granules)
        if let known = products[question] { return known }
        let tiling = search.best(for: demand, in: room)
        products[question] = .some(tiling)
        return tiling
    }

    /// The best tiling of an attention block in `room`, or nil if none fits.
    mutating func best(for demand: AttentionDemand, in room: Space, _ search: TilingSearch) -> AttentionTiling? {
        let question = Question(demand: demand, room: room.granules)
        if let known = attentions[question] { return known }
        let tiling = search.best(for: demand, in: room)
        attentions[question] = .some(tiling)
        return tiling
    }
}
