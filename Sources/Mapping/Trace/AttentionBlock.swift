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

    /// The block that starts at step `first`, if its results are used inside it alone. Products with a bias are none of
    /// attention's, even if their weights stand as keys and values would.
    init?(startingAt first: Int, _ list: borrowing StepList, in table: borrowing StorageTable) {
        let steps = list.steps
        guard case .product(let scoring) = list.bodies[first], scoring.transposesB, scoring.bias == nil else {
            return nil
        }
        scores = first
        chain = []
        var latest = table.storage(of: scoring.output)
        var next = first + 1
        while next < steps.count, steps[next].layer == steps[first].layer {
            guard table[latest].touches.count == 2, table[latest].kind == .activation else { return nil }
            switch list.bodies[next] {
            case .vector(let vector):
                guard Self.worksInRows(vector.kind), vector.inputs.map(table.storage) == [latest] else { return nil }
                chain.append(next)
                latest = table.storage(of: steps[next].output)
            case .product(let product):
                guard product.a.map(table.storage) == [latest], product.batch == scoring.batch,
                    product.m == scoring.m, product.k == scoring.n, product.headsPerSharedB == scoring.headsPerSharedB,
                    !product.transposesB, product.bias == nil, !product.b.map(table.storage).contains(latest),
                    table[latest].placement == .offChip
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
