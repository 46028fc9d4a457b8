import OperatorTrace

/// What a step does with its tensors, whichever they are.
struct StepShape: Equatable {
    /// What the vector unit does; nil for a product.
    private var kind: VectorKind?
    private var batch = 0
    private var m = 0
    private var k = 0
    private var n = 0
    /// Tensors of `a` or inputs, of `b` or parameters.
    private var counts = SIMD2(0, 0)
    private var transposesB = false
    private var headsPerSharedB = 0
    private var hasBias = false

    init(_ body: borrowing Operation.Body) {
        switch body {
        case .product(let product):
            batch = product.batch
            m = product.m
            k = product.k
            n = product.n
            counts = SIMD2(product.a.count, product.b.count)
            transposesB = product.transposesB
            headsPerSharedB = product.headsPerSharedB
            hasBias = product.bias != nil
        case .vector(let operation):
            kind = operation.kind
            counts = SIMD2(operation.inputs.count, operation.parameters.count)
        }
    }
}
