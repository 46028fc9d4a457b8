import OperatorTrace
import Quantities

/// Scores, the vector operators on them, and the product with the values: steps that are mapped together, tile of
/// query rows by tile, so that no score matrix is ever whole.
struct AttentionBlock {
    /// The step that multiplies queries by keys.
    var scores: Int
    /// Masking and softmax, in order.
    var chain: [Int]
    /// The step that multiplies probabilities by values.
    var context: Int

    var steps: ClosedRange<Int> { scores...context }

    /// The block that starts at step `first`, if its results are used inside it alone.
    init?(startingAt first: Int, in index: TraceIndex) {
        guard case .product(let scoring) = index.steps[first].body, scoring.transposesB else { return nil }
        scores = first
        chain = []
        var latest = index.storage(of: scoring.output)
        var next = first + 1
        while next < index.steps.count, index.steps[next].layer == index.steps[first].layer {
            guard index[latest].touches.count == 2, index[latest].kind == .activation else { return nil }
            switch index.steps[next].body {
            case .vector(let vector):
                guard Self.worksInRows(vector.kind), vector.inputs.map(index.storage) == [latest] else { return nil }
                chain.append(next)
                latest = index.output(of: index.steps[next])
            case .product(let product):
                guard product.a.map(index.storage) == [latest], product.batch == scoring.batch,
                    product.m == scoring.m, product.k == scoring.n, product.headsPerSharedB == scoring.headsPerSharedB,
                    !product.transposesB, !product.b.map(index.storage).contains(latest),
                    index[latest].placement == .offChip
                else { return nil }
                context = next
                return
            }
            next += 1
        }
        return nil
    }

    private static func worksInRows(_ kind: VectorKind) -> Bool {
        kind == .softmax || kind == .mask || kind == .scale
    }
}
