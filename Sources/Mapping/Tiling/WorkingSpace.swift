import Architecture
import OperatorTrace
import Quantities

/// How much SRAM the tiles of every step want, before it is known what else stays there.
struct WorkingSpace {
    let index: TraceIndex
    let machine: AcceleratorSpec
    /// Attention blocks by their first step, where even the smallest tiles of one fit beside other data.
    let blocks: [Int: AttentionBlock]
    private let search: TilingSearch

    init(index: TraceIndex, machine: AcceleratorSpec) {
        self.index = index
        self.machine = machine
        search = TilingSearch(array: machine.array, sram: machine.sram)
        var blocks: [Int: AttentionBlock] = [:]
        for step in index.steps.indices {
            guard let block = AttentionBlock(startingAt: step, in: index),
                let demand = index.demand(of: block, holds: { _ in false }),
                search.leastSpace(for: demand).fits(in: machine.sram.space)
            else { continue }
            blocks[step] = block
        }
        self.blocks = blocks
    }

    /// Score matrices and what becomes of them inside a block: never whole, so never resident.
    var innerStorages: Set<StorageID> {
        var inner: Set<StorageID> = []
        for block in blocks.values {
            inner.insert(index.output(of: index.steps[block.scores]))
            for link in block.chain { inner.insert(index.output(of: index.steps[link])) }
        }
        return inner
    }

    /// By step, the steps of its attention block, or itself alone.
    var together: [ClosedRange<Int>] {
        var ranges = index.steps.indices.map { $0...$0 }
        for block in blocks.values {
            for step in block.steps { ranges[step] = block.steps }
        }
        return ranges
    }

    /// Room that residences must leave at every step: two copies of good tiles, but no more than some quarters of the
    /// SRAM unless the smallest tiles need it.
    func reserve(quarters: Int) -> [Space] {
        let space = machine.sram.space
        let quarter = Space(space.granules &* SIMD2(quarters, quarters) / SIMD2(4, 4))
        var reserve = index.steps.map { step -> Space in
            let (least, preferred) = demand(of: step)
            return least.maximum(with: preferred.minimum(with: quarter))
        }
        for block in blocks.values {
            guard let demand = index.demand(of: block, holds: { _ in false }) else { continue }
            let least = search.leastSpace(for: demand)
            let room = least.maximum(with: search.preferredSpace(for: demand).minimum(with: quarter))
            for step in block.steps { reserve[step] = room }
        }
        return reserve
    }

    private func demand(of step: Step) -> (least: Space, preferred: Space) {
        switch step.body {
        case .product(let product):
            let demand = index.demand(of: product, holds: { _ in false })
            let bias = product.bias.map { Space(index[index.storage(of: $0)].bytes, in: weightBuffer) } ?? .none
            return (search.leastSpace(for: demand) + bias, search.preferredSpace(for: demand) + bias)
        case .vector(let operation):
            return demand(of: operation)
        }
    }

    private func demand(of operation: VectorOperation) -> (least: Space, preferred: Space) {
        let output = index.tensor(operation.output)
        let isLookup = operation.kind == .embeddingLookup
        var row = Space(output.bytes(ofElements: output.columns), in: .scratchpad)
        var parameters = Space.none
        for input in operation.inputs.map(index.tensor) {
            if input.rows < output.rows, operation.kind != .concatenate {
                parameters += Space(input.bytes, in: input.kind == .weight ? weightBuffer : .scratchpad)
            } else {
                row += Space(input.bytes(ofElements: input.columns), in: .scratchpad)
            }
        }
        for parameter in operation.parameters where !isLookup {
            parameters += Space(index.tensor(parameter).bytes, in: weightBuffer)
        }
        let rows = max(1, min(output.rows, Emitter.preferredElements / max(1, output.columns)))
        let tile = Space(row.granules &* SIMD2(2 * rows, 2 * rows))
        return (row + parameters, tile + parameters)
    }

    private var weightBuffer: SRAMBuffer { machine.sram.buffer(forWeights: true) }
}
