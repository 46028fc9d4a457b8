import OperatorTrace
import Testing

/// Shapes that fit, operator by operator, and their nearest that do not.
@Suite struct ShapeTests {
    /// True if a product of these operands is sound. `b` is computed unless there is one of it.
    private func fits(
        _ product: (batch: Int, m: Int, k: Int, n: Int), a: [[Int]], b: [[Int]], output: [Int],
        transposed: Bool = false, shared: Int = 1
    ) -> Bool {
        let shapes = a + b
        let ids = shapes.indices.map { TensorID($0) }
        return isSound(
            inputs: shapes, output: output,
            .product(
                MatrixProduct(
                    batch: product.batch, m: product.m, k: product.k, n: product.n, a: Array(ids[..<a.count]),
                    b: Array(ids[a.count...]), transposesB: transposed, headsPerSharedB: shared,
                    output: TensorID(shapes.count))))
    }

    /// True if a vector operation on these inputs is sound.
    private func fits(_ kind: VectorKind, _ inputs: [[Int]], _ parameters: [[Int]] = [], to output: [Int]) -> Bool {
        let shapes = inputs + parameters
        let ids = shapes.indices.map { TensorID($0) }
        return isSound(
            inputs: shapes, output: output,
            .vector(
                VectorOperation(
                    kind: kind, inputs: Array(ids[..<inputs.count]), parameters: Array(ids[inputs.count...]),
                    output: TensorID(shapes.count))))
    }

    private func isSound(inputs: [[Int]], output: [Int], _ body: Operation.Body) -> Bool {
        let tensors = inputs.enumerated().map { index, shape in
            Tensor(name: "t\(index)", kind: .input, shape: shape, elementType: .int8)
        }
        let workload = Workload(
            name: "shapes", tensors: tensors + [Tensor(name: "out", kind: .output, shape: output, elementType: .int8)],
            stages: [Stage(name: "s", layers: [Layer(name: "l", operations: [Operation(name: "o", body: body)])])])
        return (try? workload.validated()) != nil
    }

    @Test func plainProducts() {
        #expect(fits((1, 2, 3, 4), a: [[2, 3]], b: [[3, 4]], output: [2, 4]))
        #expect(fits((1, 2, 3, 4), a: [[1, 2, 3]], b: [[1, 3, 4]], output: [1, 2, 4]))
        #expect(fits((1, 2, 3, 4), a: [[2, 3]], b: [[4, 3]], output: [2, 4], transposed: true))
        #expect(!fits((1, 2, 3, 4), a: [[2, 3]], b: [[4, 3]], output: [2, 4]))
        #expect(!fits((1, 2, 3, 4), a: [[3, 2]], b: [[3, 4]], output: [2, 4]))
        #expect(!fits((1, 2, 3, 4), a: [[6]], b: [[3, 4]], output: [2, 4]))
        #expect(!fits((1, 2, 3, 4), a: [[2, 3]], b: [[3, 4]], output: [4, 2]))
        #expect(!fits((1, 2, 3, 4), a: [[2, 3]], b: [[3, 4]], output: [2, 2, 2]))
        #expect(!fits((1, 2, 3, 4), a: [[4, 3]], b: [[3, 4]], output: [2, 4]))
    }

    @Test func headsInEveryLayout() {
        // Six heads of 5 x 7 by 7 x 3.
        let size = (batch: 6, m: 5, k: 7, n: 3)
        for a in [[5, 42], [6, 5, 7], [30, 7], [10, 21], [15, 14]] {
            for output in [[5, 18], [6, 5, 3], [10, 9]] {
                #expect(fits(size, a: [a], b: [[6, 7, 3]], output: output))
                #expect(fits(size, a: [a], b: [[7, 18]], output: output))
                #expect(fits(size, a: [a], b: [[3, 42]], output: output, transposed: true))
                #expect(fits(size, a: [a], b: [[6, 3, 7]], output: output, transposed: true))
                #expect(fits(size, a: [a], b: [[7, 9]], output: output, shared: 2))
                #expect(fits(size, a: [a], b: [[2, 7, 3]], output: output, shared: 3))
            }
        }
        #expect(!fits(size, a: [[5, 6, 7]], b: [[6, 7, 3]], output: [5, 18]))
        #expect(!fits(size, a: [[20, 14]], b: [[6, 7, 3]], output: [5, 18]))
        #expect(!fits(size, a: [[42, 5]], b: [[6, 7, 3]], output: [5, 18]))
        #expect(!fits(size, a: [[5, 42]], b: [[7, 18]], output: [5, 18], shared: 2))
        #expect(!fits(size, a: [[5, 42]], b: [[7, 9]], output: [5, 18], shared: 4))
    }

    @Test func joinedOperands() {
        let size = (batch: 4, m: 3, k: 2, n: 8)
        #expect(fits(size, a: [[3, 8]], b: [[5, 4], [3, 4]], output: [4, 3, 8], transposed: true, shared: 2))
        #expect(fits(size, a: [[3, 3], [3, 5]], b: [[8, 8]], output: [4, 3, 8], transposed: true))
        #expect(!fits(size, a: [[3, 8]], b: [[5, 4], [4, 4]], output: [4, 3, 8], transposed: true, shared: 2))
        #expect(!fits(size, a: [[3, 8]], b: [[5, 4], [3, 8]], output: [4, 3, 8], transposed: true, shared: 2))
        #expect(!fits(size, a: [[3, 4], [3, 5]], b: [[8, 8]], output: [4, 3, 8], transposed: true))
        #expect(!fits(size, a: [[3, 4], [4, 4]], b: [[8, 8]], output: [4, 3, 8], transposed: true))
        // Values: rows are k.
        let values = (batch: 4, m: 3, k: 8, n: 2)
        #expect(fits(values, a: [[4, 3, 8]], b: [[5, 4], [3, 4]], output: [3, 8], shared: 2))
        #expect(!fits(values, a: [[4, 3, 8]], b: [[5, 4], [2, 4]], output: [3, 8], shared: 2))
    }

    @Test(arguments: [VectorKind.gelu, .silu, .rope, .scale, .mask, .pixelShuffle])
    func operatorsThatKeepTheNumberOfElements(_ kind: VectorKind) {
        #expect(fits(kind, [[4, 6]], to: [4, 6]))
        #expect(fits(kind, [[4, 6]], to: [2, 12]))
        #expect(!fits(kind, [[4, 6]], to: [4, 5]))
        #expect(!fits(kind, [[4, 6], [4, 6]], to: [4, 6]))
    }

    @Test(arguments: [VectorKind.softmax, .layerNorm, .rmsNorm])
    func operatorsOnWholeRows(_ kind: VectorKind) {
        #expect(fits(kind, [[2, 3, 6]], to: [6, 6]))
        #expect(!fits(kind, [[4, 6]], to: [6, 4]))
    }

    @Test func normParameters() {
        #expect(fits(.layerNorm, [[4, 6]], [[6], [1, 6]], to: [4, 6]))
        #expect(fits(.rmsNorm, [[4, 6]], [[6]], to: [4, 6]))
        #expect(!fits(.layerNorm, [[4, 6]], [[6], [4]], to: [4, 6]))
        #expect(!fits(.rmsNorm, [[4, 6]], [[6], [6]], to: [4, 6]))
        #expect(!fits(.softmax, [[4, 6]], [[6]], to: [4, 6]))
    }

    @Test(arguments: [VectorKind.add, .multiply])
    func operatorsOnTwoInputs(_ kind: VectorKind) {
        #expect(fits(kind, [[4, 6], [4, 6]], to: [4, 6]))
        #expect(fits(kind, [[4, 6], [6]], to: [4, 6]))
        #expect(fits(kind, [[1, 6], [4, 6]], to: [4, 6]))
        #expect(fits(kind, [[4, 6], [2, 6]], to: [4, 6]))
        #expect(!fits(kind, [[4, 6], [3, 6]], to: [4, 6]))
        #expect(!fits(kind, [[4, 6], [8, 6]], to: [4, 6]))
        #expect(!fits(kind, [[4, 6], [4, 1]], to: [4, 6]))
        #expect(!fits(kind, [[1, 6], [2, 6]], to: [4, 6]))
        #expect(!fits(kind, [[4, 6]], to: [4, 6]))
    }

    @Test func concatenation() {
        #expect(fits(.concatenate, [[4, 6], [2, 6], [1, 6]], to: [7, 6]))
        #expect(fits(.concatenate, [[4, 6], [4, 3]], to: [4, 9]))
        #expect(fits(.concatenate, [[4, 6], [1, 3]], to: [4, 9]))
        #expect(!fits(.concatenate, [[4, 6], [2, 3]], to: [4, 9]))
        #expect(!fits(.concatenate, [[4, 6], [2, 6]], to: [7, 6]))
        #expect(!fits(.concatenate, [[4, 6]], to: [4, 6]))
    }

    @Test func operatorsWithoutInputs() {
        #expect(fits(.embeddingLookup, [], [[100, 6]], to: [4, 6]))
        #expect(!fits(.embeddingLookup, [], [[100, 5]], to: [4, 6]))
        #expect(!fits(.embeddingLookup, [[4, 1]], [[100, 6]], to: [4, 6]))
        #expect(fits(.sinusoid, [], to: [1, 720]))
        #expect(!fits(.sinusoid, [[1, 720]], to: [1, 720]))
    }

    @Test func eulerStep() {
        #expect(fits(.eulerStep, [[4, 6], [4, 6]], to: [4, 6]))
        #expect(!fits(.eulerStep, [[4, 6], [1, 6]], to: [4, 6]))
    }
}
