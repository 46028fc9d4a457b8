import Architecture
import OperatorTrace
import Quantities
import Testing

@testable import Mapping

@Suite struct LowerBoundsTests {
    /// Every inference reads its input and writes its output; the weight comes once for all that fit.
    @Test(arguments: [1, 2, 5]) func compulsoryBytesOfSeveralInferences(inferences: Int) {
        let kinds: [(String, TensorKind, [Int])] = [
            ("in", .input, [10, 64]), ("weight", .weight, [64, 32]), ("out", .output, [10, 32]),
        ]
        let tensors = kinds.map { Tensor(name: $0, kind: $1, shape: $2, elementType: .int8) }
        let product = MatrixProduct(m: 10, k: 64, n: 32, a: [TensorID(0)], b: [TensorID(1)], output: TensorID(2))
        let layer = Layer(name: "layer", operations: [Operation(name: "proj", body: .product(product))])
        let workload = Workload(name: "one", tensors: tensors, stages: [Stage(name: "stage", layers: [layer])])
        var machine = AcceleratorSpec()
        machine.run.inferences = inferences
        let bounds = LowerBounds(of: workload, on: machine)
        #expect(bounds.total.compulsory == Bytes(2048 + inferences * (640 + 320)))
    }
}
