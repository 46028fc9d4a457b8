import Architecture
import OperatorTrace
import Quantities

/// Chooses the tiles of every step for the room that they have.
struct StepTilings {
    let index: TraceIndex
    let machine: AcceleratorSpec
    let search: TilingSearch
    /// Room for working tiles, by step.
    var reserve: [Space] = []
    /// Room that stays free beside all that is kept, by step; `reserve` at least. Passes of the vector unit take up to half
    /// of it: how much they take at a time does not change what they move, so it need not be set aside.
    var free: [Space] = []
    /// Room with which a pass goes over all of its rows at once, or over the preferred number, by step.
    var plenty: [Space] = []
    private var memo = TilingMemo()

    init(index: TraceIndex, machine: AcceleratorSpec) {
        self.index = index
        self.machine = machine
        search = TilingSearch(array: machine.array, sram: machine.sram, mapping: machine.mapping)
    }

    /// The tiles of a product, and the type in which the array multiplies them.
    ///
    /// - Parameters:
    ///   - bias: room that its bias takes.
    ///   - holds: whether a storage lies in SRAM.
    mutating func tiling(
        ofProductAt step: Int, beside bias: Space, holds: (StorageID) -> Bool
    ) throws(MappingError) -> (tiling: ProductTiling, demand: ProductDemand, type: OperandType) {
        let demand = index.demand(ofProductAt: step, holds: holds)
        let shape = index.product(at: step).shape
        guard let tiling = memo.best(for: demand, ofShape: shape, in: reserve[step] - bias, search) else {
            let least = search.leastSpace(for: demand) + bias
            throw .noTileFits(operation: index.path(of: step), need: least, sram: machine.sram, least: least)
        }
        return (tiling, demand, try type(ofProductAt: step, named: step))
    }

    /// The tiles of an attention block, and the types of its two products.
    mutating func tiling(
        of block: AttentionBlock, holds: (StorageID) -> Bool
    ) throws(MappingError) -> (
        tiling: AttentionTiling, demand: AttentionDemand, types: (scores: OperandType, context: OperandType)
    ) {
        guard let demand = index.demand(of: block, holds: holds) else {
            preconditionFailure("an attention block starts and ends with a product")
        }
        let types = (
            try type(ofProductAt: block.scores, named: block.scores),
            try type(ofProductAt: block.context, named: block.scores)
        )
        guard let tiling = memo.best(for: demand, in: reserve[block.scores], search) else {
            let least = search.leastSpace(for: demand)
            throw .noTileFits(
                operation: index.path(of: block.scores), need: least, sram: machine.sram, least: least)
        }
        return (tiling, demand, types)
    }

    /// What limits the rows of a pass: the room that stays free; nil if that is plenty, or the step is no pass.
    func limit(ofPassAt step: Int) -> Space? {
        guard case .vector(let operation) = index.bodies[step] else { return nil }
        switch operation.kind {
        // Their pieces have columns of their own.
        case .concatenate, .embeddingLookup: return free[step]
        default: return plenty[step].fits(in: half(ofFreeAt: step)) ? nil : free[step]
        }
    }

    private func half(ofFreeAt step: Int) -> Space { Space(free[step].granules / SIMD2(2, 2)) }

    private func type(ofProductAt step: Int, named blame: Int) throws(MappingError) -> OperandType {
        guard let type = index.product(at: step).type else {
            throw .machine(
                operation: index.path(of: blame), reason: "the array multiplies int4, int8, fp16 and bf16 alone")
        }
        return type
    }

    /// How many rows one vector command takes: the preferred number of elements, or what fits.
    ///
    /// - Parameters:
    ///   - streams: the storages of which it needs as many rows; those that lie in SRAM need no room.
    ///   - reserved: room that its parameters take.
    func rowsPerTile(
        columns: Int, streams: [StorageID], at step: Int, reserved: Space = .none, holds: (StorageID) -> Bool
    ) throws(MappingError) -> Int {
        let streamed = streams.filter { !holds($0) }
        var rows = max(1, Emitter.preferredElements / columns)
        let room = reserve[step].maximum(with: half(ofFreeAt: step)) - reserved
        while true {
            let need = streamed.reduce(Space.none) { sum, id in
                let buffer = machine.sram.buffer(forWeights: index[id].kind == .weight)
                return sum + Space(Bytes(index[id].bytes(ofElements: columns).count * rows), in: buffer)
            }
            if need.fits(in: room) { return rows }
            guard rows > 1 else {
                let least = need + reserved
                throw .noTileFits(
                    operation: index.path(of: step), need: least, sram: machine.sram, least: least)
            }
            rows /= 2
        }
    }
}
