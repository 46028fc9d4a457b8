import OperatorTrace
import Testing

@testable import Models

/// From which operation to which one a tensor is alive.
@Suite struct LifetimesTests {
    /// What an iteration hands to the next one lives to the end of its own, also where the stage ends with other work.
    @Test func carriedResultsLiveToTheEndOfTheIteration() {
        let kinds: [(String, TensorKind)] = [
            ("chunk", .input), ("next", .activation), ("other", .activation), ("last", .output),
        ]
        let tensors = kinds.map { Tensor(name: $0, kind: $1, shape: [4], elementType: .int8) }
        let operations = [(0, 1), (0, 2), (2, 3)].enumerated().map { place, ends in
            let body = VectorOperation(kind: .gelu, inputs: [TensorID(ends.0)], output: TensorID(ends.1))
            return Operation(name: "operation\(place)", body: .vector(body))
        }
        let stage = Stage(
            name: "stage", iterations: 2, carried: [Carry(written: TensorID(1), read: TensorID(0))],
            layers: [Layer(name: "layer", operations: operations)])
        let lifetimes = Lifetimes(of: Workload(name: "carried", tensors: tensors, stages: [stage]))
        #expect(lifetimes.spans == [0...1, 0...2, 1...2, 2...2])
    }
}
