import OperatorTrace

/// Which tensors are other views of the same numbers, so that the operation between them costs nothing.
///
/// A pixel shuffle is addressing: the DMA engine or the array's operand feed reads in another order. A `scale` that
/// follows a product within its layer is folded into the factor by which its results are requantised
/// (Jacob et al. 2018, arXiv:1712.05877, section 2.2).
struct TensorViews {
    private var roots: [Int]
    /// Tensors that hold the results of a product of the layer at hand, rescaled or not.
    private var productResults: Set<Int> = []
    private let workload: Workload

    init(_ workload: Workload) {
        self.workload = workload
        roots = Array(workload.tensors.indices)
        var readers = Array(repeating: 0, count: workload.tensors.count)
        for layer in workload.stages.flatMap(\.layers) {
            for operation in layer.operations {
                operation.body.forEachRead { readers[$0.index] += 1 }
            }
        }
        for layer in workload.stages.flatMap(\.layers) {
            productResults.removeAll(keepingCapacity: true)
            for operation in layer.operations {
                if case .product(let product) = operation.body { productResults.insert(product.output.index) }
                guard let source = freeSource(of: operation, readers: readers) else { continue }
                roots[operation.output.index] = root(of: source)
                if productResults.contains(source) { productResults.insert(operation.output.index) }
            }
        }
    }

    /// The first tensor of the chain of views that ends in `tensor`.
    func root(of tensor: Int) -> Int { roots[tensor] }

    /// True if the operation only gives another name to its input.
    func isFree(_ operation: Operation) -> Bool {
        guard case .vector(let vector) = operation.body, let input = vector.inputs.first else { return false }
        guard vector.kind == .pixelShuffle || vector.kind == .scale else { return false }
        return roots[vector.output.index] == roots[input.index]
    }

    private func freeSource(of operation: Operation, readers: [Int]) -> Int? {
        guard case .vector(let vector) = operation.body, let input = vector.inputs.first?.index,
            vector.kind == .pixelShuffle || vector.kind == .scale
        else { return nil }
        let from = workload.tensors[input]
        let into = workload.tensors[vector.output.index]
        guard from.elementType == into.elementType, from.elements == into.elements else { return nil }
        switch vector.kind {
        case .pixelShuffle:
            // Numbers that stay in HBM do not get on chip by another name.
            return from.perIteration == into.perIteration && from.placement == into.placement ? input : nil
        case .scale:
            return productResults.contains(input) && readers[input] == 1 && from.kind == .activation ? input : nil
        default:
            return nil
        }
    }
}
