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

    /// No tensor is a view yet.
    init(_ count: Int) { roots = Array(0..<count) }

    /// - Parameters:
    ///   - steps: every operation in order.
    ///   - reads: what they read.
    mutating func find(among tensors: [Tensor], _ steps: [Step], reading reads: [TensorID]) {
        var readers = Array(repeating: 0, count: tensors.count)
        for tensor in reads { readers[tensor.index] += 1 }
        var layer = -1
        for step in steps {
            if step.layer != layer { productResults.removeAll(keepingCapacity: true) }
            layer = step.layer
            if step.kind == nil { productResults.insert(step.output.index) }
            guard let source = freeSource(of: step, reading: reads, tensors, readers) else { continue }
            roots[step.output.index] = root(of: source)
            if productResults.contains(source) { productResults.insert(step.output.index) }
        }
    }

    /// The first tensor of the chain of views that ends in `tensor`.
    func root(of tensor: Int) -> Int { roots[tensor] }

    /// True if the operation only gives another name to its input.
    func isFree(_ step: Step, reading reads: [TensorID]) -> Bool {
        guard step.kind == .pixelShuffle || step.kind == .scale, !step.reads.isEmpty else { return false }
        return roots[step.output.index] == roots[reads[step.reads.lowerBound].index]
    }

    private func freeSource(
        of step: Step, reading reads: [TensorID], _ tensors: [Tensor], _ readers: [Int]
    ) -> Int? {
        guard step.kind == .pixelShuffle || step.kind == .scale, !step.reads.isEmpty else { return nil }
        let input = reads[step.reads.lowerBound].index
        let from = tensors[input]
        let into = tensors[step.output.index]
        guard from.elementType == into.elementType, from.elements == into.elements else { return nil }
        switch step.kind {
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
