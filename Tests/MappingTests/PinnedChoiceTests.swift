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

    /// Five tiles of odd sizes that are worth the same: with a granule more, one of them keeps one more and none less.
    @Test func withMoreRoomNoTileKeepsLess() {
        let (index, trace) = Self.tiles(granules: [1, 7, 3, 10, 4])
        let choices = (0...25).map { PinnedChoice(trace, index: index, room: [$0], inferences: 2).granules }
        #expect(choices.map { $0.reduce(0, +) } == Array(0...25))
        for (less, more) in zip(choices, choices.dropFirst()) {
            #expect(zip(less, more).allSatisfy { $0 <= $1 })
        }
        #expect(choices[10] == [0, 3, 1, 5, 1])
    }

    /// One step that reads weights in tiles of so many granules.
    private static func tiles(granules: [Int]) -> (TraceIndex, WeightTrace) {
        let tensors = [("in", TensorKind.input), ("weight", .weight), ("out", .output)].map {
            Tensor(name: $0, kind: $1, shape: [8, 8], elementType: .int8)
        }
        let product = MatrixProduct(m: 8, k: 8, n: 8, a: [TensorID(0)], b: [TensorID(1)], output: TensorID(2))
        let layer = Layer(name: "layer", operations: [Operation(name: "proj", body: .product(product))])
        let index = TraceIndex(
            Workload(name: "one", tensors: tensors, stages: [Stage(name: "stage", layers: [layer])]))
        var trace = WeightTrace(stages: 1)
        for (place, count) in granules.enumerated() {
            let bytes = count * Space.granule.count
            let transfer = Transfer(
                address: 4096 * place, rows: 1, rowBytes: bytes, pitch: bytes, tensor: 1, trafficClass: .weights)
            trace.record(WeightTile(transfer), step: 0, stage: 0, isReread: false)
        }
        return (index, trace)
    }
}
