import Architecture
import OperatorTrace
import Testing

@testable import Mapping

@Suite struct PinnedChoiceTests {
    /// Two inferences read a weight of the first stage twice and one of the second, in ten iterations, 20 times. Both are
    /// wanted all the time; where there is room for one and a half, the one that is used more stays whole.
    @Test func whatIsUsedMostIsPinnedFirst() {
        let tensors = [("in", TensorKind.input), ("weight", .weight), ("out", .output)].map {
            Tensor(name: $0, kind: $1, shape: [8, 8], elementType: .int8)
        }
        let product = MatrixProduct(m: 8, k: 8, n: 8, a: [TensorID(0)], b: [TensorID(1)], output: TensorID(2))
        let layer = Layer(name: "layer", operations: [Operation(name: "proj", body: .product(product))])
        let stages = [("first", 1), ("second", 10)].map { Stage(name: $0, iterations: $1, layers: [layer]) }
        let index = TraceIndex(Workload(name: "two", tensors: tensors, stages: stages))
        var trace = WeightTrace(stages: 2)
        for stage in 0..<2 {
            let transfer = Transfer(
                address: 4096 * stage, rows: 1, rowBytes: 256, pitch: 256, tensor: Int32(stage), trafficClass: .weights)
            trace.record(WeightTile(transfer), step: stage, stage: stage, isReread: false)
        }
        let choice = PinnedChoice(trace, index: index, room: [6, 6], inferences: 2)
        #expect(choice.granules == [2, 4])
    }
}
