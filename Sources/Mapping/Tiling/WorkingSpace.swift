import Architecture
import OperatorTrace
import Quantities

/// How much SRAM the tiles of every step want, before it is known what else stays there.
struct WorkingSpace {
    let index: TraceIndex
    let machine: AcceleratorSpec
    /// Attention blocks by their first step, where even the smallest tiles of one fit beside other data.
    let blocks: [Int: AttentionBlock]
    let search: TilingSearch
    /// By storage: whether it is placed on chip, and whether a residence can hold it.
    private let onChip: [Bool]
    private let mayStay: [Bool]

    /// The first steps of those that may be better off taken apart, from the most demanding on.
    private let tight: [Set<Int>]
    /// What every step wants.
    private var wants: [Wants] = []

    /// Room that the tiles of a step want.
    private struct Wants {
        /// For the smallest tiles.
        var least: Space
        /// For good ones, where every operand that may stay in SRAM does, and where none does.
        var lean: Space
        var streamed: Space
        /// True if what is loaded again and again may not stay.
        var reloads = false
    }

    init(index: TraceIndex, machine: AcceleratorSpec) {
        self.index = index
        self.machine = machine
        search = TilingSearch(array: machine.array, sram: machine.sram, mapping: machine.mapping)
        let onChip = index.storages.indices.map { index.isOnChip(StorageID(index: $0)) }
        self.onChip = onChip
        mayStay = index.storages.map { !$0.isParameter }
        let fixed = Self.permanentResidences(index, machine.sram)
        var blocks: [Int: AttentionBlock] = [:]
        var tight = TightBlocks(room: machine.sram.space)
        for block in index.blocks {
            guard let demand = index.demand(of: block, holds: { onChip[$0.index] }) else { continue }
            let placed = fixed.reduce(Space.none) { $1.steps.overlaps(block.steps) ? $0 + $1.space : $0 }
            let least = search.leastSpace(for: demand)
            guard least.fits(in: machine.sram.space - placed) else { continue }
            blocks[block.scores] = block
            tight.add(block.scores, least: least + placed, whole: search.wholeSpace(for: demand) + placed)
        }
        self.blocks = blocks
        self.tight = tight.sets
        wants = listWants()
    }

    private init(_ other: WorkingSpace, blocks: [Int: AttentionBlock]) {
        index = other.index
        machine = other.machine
        search = other.search
        onChip = other.onChip
        mayStay = other.mayStay
        self.blocks = blocks
        tight = []
        wants = listWants()
    }

    /// The same with those attention blocks taken apart that only just fit, if there are any: scores may better go to HBM
    /// and back, as they must with a little less SRAM, than keys be read again and again.
    var withoutTightBlocks: [WorkingSpace] {
        tight.map { tight in
            WorkingSpace(self, blocks: blocks.filter { !tight.contains($0.key) })
        }
    }

    /// What is placed on chip, and when.
    static func permanentResidences(_ index: TraceIndex, _ sram: SRAMSpec) -> [Residence] {
        let candidates = ResidenceCandidates(
            index: index, sram: sram, inner: StorageSet([], of: index.storages.count),
            together: index.steps.indices.map { $0...$0 })
        return index.storages.indices.map(StorageID.init).filter { index.isOnChip($0) }
            .compactMap { candidates.permanent($0) }
    }

    /// What may stay in SRAM beside the tiles.
    func candidates(for mode: ResidencyMode) -> RankedResidences {
        RankedResidences(
            ResidenceCandidates(index: index, sram: machine.sram, inner: innerStorages, together: together), for: mode)
    }

    /// Score matrices and what becomes of them inside a block: never whole, so never resident.
    var innerStorages: StorageSet {
        let steps = blocks.values.flatMap { [$0.scores] + $0.chain }
        return StorageSet(steps.map { index.output(of: index.steps[$0]) }, of: index.storages.count)
    }

    /// By step, the steps of its attention block, or itself alone.
    private var together: [ClosedRange<Int>] {
        var ranges = index.steps.indices.map { $0...$0 }
        for block in blocks.values {
            for step in block.steps { ranges[step] = block.steps }
        }
        return ranges
    }

    /// How much room the tiles of a step get.
    enum Generosity: Equatable {
        /// What they want where every operand that may stay in SRAM does.
        case lean
        /// What they want where none does, but no more than some quarters of the SRAM.
        case quarters(Int)

        static let all: [Generosity] = [.lean] + (1...4).map { .quarters($0) }
    }

    /// Room that residences must leave at every step: for two copies of good tiles, and never less than the smallest
    /// tiles need. It grows with the SRAM, but not as fast.
    func reserve(_ generosity: Generosity) -> [Space] {
        let space = machine.sram.space
        return wants.map { wants in
            // Operands that must be loaded again and again may not stay, whatever room there is.
            if wants.reloads, generosity != .quarters(0) { return space }
            switch generosity {
            case .lean: return wants.least.maximum(with: wants.lean.minimum(with: space))
            case .quarters(let quarters):
                let most = Space(space.granules &* SIMD2(quarters, quarters) / SIMD2(4, 4))
                return wants.least.maximum(with: wants.streamed.minimum(with: most))
            }
        }
    }

    /// What every step wants where no operand that may stay in SRAM does.
    var plenty: [Space] { wants.map(\.streamed) }

    /// True if no step's tiles want more than a quarter of the SRAM: how large they are hardly changes what stays beside
    /// them.
    var tilesAreSmall: Bool {
        let quarter = Space(machine.sram.space.granules / SIMD2(4, 4))
        return wants.allSatisfy { $0.streamed.fits(in: quarter) }
    }

    private func listWants() -> [Wants] {
        // Closures take what they name, not all of this value, which is much to copy for every step.
        let (onChip, mayStay) = (onChip, mayStay)
        var list: [Wants] = []
        list.reserveCapacity(index.steps.count)
        for (layer, steps) in index.layerSteps.enumerated() {
            let first = index.layers.first[layer]
            // Layers that are alike want the same.
            list += first < layer ? Array(list[index.layerSteps[first]]) : steps.map { wants(of: $0) }
        }
        for block in blocks.values {
            guard let streamed = index.demand(of: block, holds: { onChip[$0.index] }),
                let lean = index.demand(of: block, holds: { mayStay[$0.index] })
            else { continue }
            let wants = Wants(
                least: search.leastSpace(for: streamed), lean: search.preferredSpace(for: lean),
                streamed: search.preferredSpace(for: streamed))
            for step in block.steps { list[step] = wants }
        }
        return list
    }

    private func wants(of step: Int) -> Wants {
        let (onChip, mayStay) = (onChip, mayStay)
        let streamed = demand(of: step, holds: { onChip[$0.index] })
        let lean = demand(of: step, holds: { mayStay[$0.index] })
        var wants = Wants(least: streamed.least, lean: lean.preferred, streamed: streamed.preferred)
        if case .product = index.bodies[step] { wants.reloads = machine.mapping.reloadsTiles }
        return wants
    }

    private func demand(of step: Int, holds: (StorageID) -> Bool) -> (least: Space, preferred: Space) {
        switch index.bodies[step] {
        case .product(let product):
            let demand = index.demand(ofProductAt: step, holds: holds)
            let bias = bias(of: product)
            return (search.leastSpace(for: demand) + bias, search.preferredSpace(for: demand) + bias)
        case .vector(let operation):
            return demand(of: operation, holds: holds)
        }
    }

    /// Room for the bias of a product, which is loaded whole.
    func bias(of product: MatrixProduct) -> Space {
        product.bias.map { Space(index[index.storage(of: $0)].bytes, in: weightBuffer) } ?? .none
    }

    private func demand(
        of operation: VectorOperation, holds: (StorageID) -> Bool
    ) -> (least: Space, preferred: Space) {
        let output = index.tensor(operation.output)
        let isLookup = operation.kind == .embeddingLookup
        var row = rowSpace(of: operation.output, columns: output.columns, holds: holds)
        var parameters = Space.none
        var longestInput = Space.none
        for id in operation.inputs where !holds(index.storage(of: id)) {
            let input = index.tensor(id)
            if operation.kind == .concatenate {
                // Inputs are copied one after the other.
                longestInput = longestInput.maximum(with: rowSpace(of: id, columns: input.columns, holds: holds))
            } else if input.elements < output.elements {
                parameters += Space(input.bytes, in: machine.sram.buffer(forWeights: input.kind == .weight))
            } else {
                row += rowSpace(of: id, columns: output.columns, holds: holds)
            }
        }
        row += longestInput
        for parameter in operation.parameters where !isLookup {
            parameters += Space(index.tensor(parameter).bytes, in: weightBuffer)
        }
        let rows = max(1, min(output.rows, Emitter.preferredElements / max(1, output.columns)))
        let tile = Space(row.granules &* SIMD2(2 * rows, 2 * rows))
        return (row + parameters, tile + parameters)
    }

    /// Room for a row of a tensor that must be streamed.
    private func rowSpace(of id: TensorID, columns: Int, holds: (StorageID) -> Bool) -> Space {
        let tensor = index.tensor(id)
        guard !holds(index.storage(of: id)) else { return .none }
        return Space(
            tensor.bytes(ofElements: columns), in: machine.sram.buffer(forWeights: tensor.kind == .weight))
    }

    private var weightBuffer: SRAMBuffer { machine.sram.buffer(forWeights: true) }
}
