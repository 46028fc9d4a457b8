import Foundation
import OperatorTrace
import Quantities
import Testing

/// Figures of the tutorial, worked out by hand; its comments say how.
@Suite struct QueryTests {
    private func tiny() throws -> Workload {
        try Workload(
            contentsOf: URL(filePath: #filePath).deletingLastPathComponent().path + "/../../Workloads/tiny.json")
    }

    @Test func multiplyAccumulates() throws {
        let workload = try tiny()
        #expect(workload.stages[0].macs == MACs(256 + 256))
        #expect(workload.stages[1].macs == MACs(2 * (128 + 64 + 64 + 256 + 256)))
        #expect(workload.macs == MACs(2048))
    }

    @Test func parameters() throws {
        let workload = try tiny()
        #expect(workload.parameterCount == 64 + 64 + 64 + 128 + 16 + 128)
        #expect(workload.parameterCount(ofStage: 0) == 128)
        #expect(workload.parameterCount(ofStage: 1) == 64 + 128 + 16 + 128)
    }

    @Test func placesInOrderOfExecution() throws {
        let workload = try tiny()
        let placed = workload.placedOperations
        #expect(placed.map(\.index) == Array(0..<12))
        #expect(placed.map(\.place) == placed.map(\.place).sorted())
        #expect(placed.map(\.executions) == [1, 1] + Array(repeating: 2, count: 10))
        #expect(workload.path(of: placed[0].place) == "context.layers[0].k_proj")
        #expect(workload.path(of: placed[11].place) == "steps.layers[1].euler")
        #expect(placed.allSatisfy { workload[$0.place] == $0.operation })
    }

    @Test func elementsAndWeightBytes() throws {
        let workload = try tiny()
        let placed = workload.placedOperations
        let softmax = try #require(placed.first { $0.operation.kindName == "softmax" })
        #expect(workload.elements(of: softmax.operation) == 16)
        let weightBytes = placed.compactMap { placed -> Int? in
            guard case .product(let product) = placed.operation.body else { return nil }
            return workload.weightBytes(of: product).count
        }
        #expect(weightBytes == [64, 64, 64, 0, 0, 128, 128])
    }

    @Test func halfBytesOfWeightsRoundUp() throws {
        let workload = try SampleWorkload.read(SampleWorkload.text)
        guard case .product(let product) = workload.placedOperations[0].operation.body else {
            Issue.record("expected a product")
            return
        }
        #expect(workload.weightBytes(of: product) == Bytes(12))
    }

    /// An odd number of half bytes takes a whole one at the end, a tensor of its own or a part of one.
    @Test func oddHalfBytesRoundUp() {
        let tensor = Tensor(name: "odd", kind: .weight, shape: [3, 3], elementType: .int4)
        #expect(tensor.bytes == Bytes(5))
        #expect([0, 1, 2, 3].map { tensor.bytes(ofElements: $0).count } == [0, 1, 1, 2])
    }

    /// An output of which each iteration writes a slice has as many.
    @Test func slicesOfOutputs() {
        let tensors = [
            Tensor(name: "in", kind: .input, shape: [4], elementType: .int8),
            Tensor(name: "out", kind: .output, shape: [4], elementType: .int8, perIteration: true),
        ]
        let operation = VectorOperation(kind: .gelu, inputs: [TensorID(0)], output: TensorID(1))
        let layer = Layer(name: "layer", operations: [Operation(name: "gelu", body: .vector(operation))])
        let workload = Workload(
            name: "slices", tensors: tensors, stages: [Stage(name: "stage", iterations: 3, layers: [layer])])
        #expect(workload.sliceCounts == [1, 3])
    }

    @Test func producersAndSlices() throws {
        let workload = try tiny()
        let names = workload.tensors.map(\.name)
        let keys = try #require(names.firstIndex(of: "keys"))
        let time = try #require(names.firstIndex(of: "time"))
        #expect(workload.producers[keys] == OperationPlace(stage: 0, layer: 0, operation: 0))
        #expect(workload.producers[time] == nil)
        #expect(workload.sliceCounts[time] == 2)
        #expect(workload.sliceCounts[keys] == 1)
    }
}
