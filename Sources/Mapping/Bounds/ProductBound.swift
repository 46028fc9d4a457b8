import Architecture
import OperatorTrace
import Quantities

/// What a sequence of matrix products must move for want of room, whatever their tiling.
///
/// In a stretch of the schedule that moves `t` elements, at most `2 s + t` elements of the three matrices can take part
/// (`s` on chip at its start, `s` at its end, `t` moved), so by Loomis and Whitney's inequality at most
/// `((2 s + t) / 3) ^ 1.5` multiply-accumulates happen. With `t = 4 s` a product of `x` multiply-accumulates moves at
/// least `4 s (x / (2 s) ^ 1.5 - 1)` elements (after Hong and Kung 1981, Irony, Toledo and Tiskin 2004).
/// Docs/Bounds.md has the proof and what it assumes.
struct ProductBound {
    private let index: TraceIndex
    /// On-chip storage in bits: SRAM, accumulators, and the array's registers.
    private let storedBits: Double
    /// Products that hand their results on tile by tile, or multiply a tensor by itself: the bound does not hold for
    /// them.
    private let exempt: Set<Int>

    init(_ index: TraceIndex, _ machine: AcceleratorSpec) {
        self.index = index
        let array = machine.array
        let registers = array.rows * array.columns * (2 * 8 + 32)
        storedBits = Double(8 * (machine.sram.total + array.accumulators).count) + Double(registers)
        var exempt: Set<Int> = []
        for block in index.blocks { exempt.formUnion(block.steps) }
        for step in index.steps.indices {
            guard case .product = index.bodies[step] else { continue }
            let facts = index.product(at: step)
            if facts.b.shares(with: facts.a) { exempt.insert(step) }
        }
        self.exempt = exempt
    }

    /// Bytes that the products of a stage move, all iterations.
    func bytes(ofStage stage: Int) -> Bytes {
        var bytes = 0.0
        for step in index.stageSteps[stage] where !exempt.contains(step) {
            guard case .product(let product) = index.bodies[step] else { continue }
            bytes += self.bytes(of: product)
        }
        return Bytes(Int((bytes * Double(index.iterations(ofStage: stage))).rounded(.down)))
    }

    /// Elements are counted at the width of the narrowest operand, which makes room for the most of them and moves the
    /// fewest bytes.
    private func bytes(of product: MatrixProduct) -> Double {
        let tensors = product.a + product.b + [product.output]
        let bits = Double(tensors.map { index.tensor($0).elementType.bits }.min() ?? 8)
        let room = storedBits / bits
        // Heads work on matrices of their own, or stack their rows on a common one: all of them are one product here.
        let macs = Double(product.m) * Double(product.k) * Double(product.n) * Double(product.batch)
        let stretches = (macs / (2 * room * (2 * room).squareRoot()) - 1).rounded(.down)
        return stretches > 0 ? 4 * room * stretches * bits / 8 : 0
    }
}
