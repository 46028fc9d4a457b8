import OperatorTrace
import Testing

@testable import Mapping

@Suite struct AttentionBlockTests {
    /// Two products whose weights stand as keys and values would: mapped as one, unless one of them adds a bias, which a
    /// block does not read.
    @Test(arguments: [(false, false), (true, false), (false, true)])
    func productsWithBiasesAreNoAttention(first: Bool, second: Bool) throws {
        let workload = try Self.workload(biases: (first, second)).validated()
        #expect(TraceIndex(workload).blocks.isEmpty == (first || second))
    }

    private static func workload(biases: (first: Bool, second: Bool)) -> Workload {
        var tensors = [("in", TensorKind.input), ("keys", .weight), ("values", .weight), ("middle", .activation)].map {
            Tensor(name: $0, kind: $1, shape: [8, 8], elementType: .int8)
        }
        tensors.append(Tensor(name: "out", kind: .output, shape: [8, 8], elementType: .int8))
        func bias(_ isThere: Bool, _ name: String) -> TensorID? {
            guard isThere else { return nil }
            tensors.append(Tensor(name: name, kind: .weight, shape: [8], elementType: .int8))
            return TensorID(tensors.count - 1)
        }
        let first = MatrixProduct(
            m: 8, k: 8, n: 8, a: [TensorID(0)], b: [TensorID(1)], transposesB: true,
            bias: bias(biases.first, "first.bias"), output: TensorID(3))
        let second = MatrixProduct(
            m: 8, k: 8, n: 8, a: [TensorID(3)], b: [TensorID(2)], bias: bias(biases.second, "second.bias"),
            output: TensorID(4))
        let operations = [
            Operation(name: "first", body: .product(first)), Operation(name: "second", body: .product(second)),
        ]
        return Workload(
            name: "two", tensors: tensors,
            stages: [Stage(name: "stage", layers: [Layer(name: "layer", operations: operations)])])
    }
}
