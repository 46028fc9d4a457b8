import Architecture
import OperatorTrace
import Quantities

/// A random workload whose tensors are one granule each, 8 x 8 bytes: a stage that makes a context, then iterations of a
/// few operations on a carried chunk. Small enough that all schedules can be followed up.
struct GranuleWorkload {
    let workload: Workload
    /// The uses of its tensors, iterations written out. Every version of the carried chunk is a tensor of its own.
    let accesses: [Access]
    /// Tensors that are in HBM before the run.
    let stored: Set<Int>
    /// The tensor that must be there after it.
    let result: Int

    /// What an operation reads and writes.
    struct Access {
        var reads: Set<Int>
        var writes: Int
    }

    init(seed: UInt64) {
        var random = SeededGenerator(seed: seed ^ 0x6A1E)
        var maker = Maker()
        let input = maker.tensor("image", .input)
        let weights = (0..<random.number(1...3)).map { maker.tensor("weight\($0)", .weight) }
        var tables = [input]
        for _ in 0..<random.number(1...3) { maker.addRandom(&tables, weights, &random) }
        maker.closeStage("context", iterations: 1)
        let noise = maker.tensor("noise", .input)
        var inner = tables + [noise]
        for _ in 0..<random.number(1...3) { maker.addRandom(&inner, weights, &random) }
        let chunk = maker.tensor("chunk", .output)
        maker.add(.vector(VectorOperation(kind: .add, inputs: [noise, inner[inner.count - 1]], output: chunk)))
        let iterations = random.number(1...4)
        maker.closeStage("steps", iterations: iterations, carried: [Carry(written: chunk, read: noise)])
        workload = Workload(name: "granules \(seed)", tensors: maker.tensors, stages: maker.stages)
        (accesses, result) = Self.writtenOut(workload, noise: noise, chunk: chunk)
        stored = Set(maker.tensors.indices.filter { maker.tensors[$0].kind.isStored })
    }

    /// Iteration i reads version i of the chunk, the first of which is the noise, and writes version i + 1.
    private static func writtenOut(_ workload: Workload, noise: TensorID, chunk: TensorID) -> ([Access], Int) {
        var accesses: [Access] = []
        var version = noise.index
        for stage in workload.stages {
            for iteration in 0..<stage.iterations {
                let next = workload.tensors.count + iteration
                for operation in stage.layers.flatMap(\.operations) {
                    let reads = operation.reads.map { $0 == noise ? version : $0.index }
                    accesses.append(
                        Access(
                            reads: Set(reads), writes: operation.output == chunk ? next : operation.output.index))
                }
                if stage.name == "steps" { version = next }
            }
        }
        return (accesses, version)
    }

    /// Collects tensors, operations and stages.
    private struct Maker {
        private(set) var tensors: [Tensor] = []
        private var operations: [Operation] = []
        private(set) var stages: [Stage] = []

        mutating func tensor(_ name: String, _ kind: TensorKind) -> TensorID {
            tensors.append(Tensor(name: name, kind: kind, shape: [8, 8], elementType: .int8))
            return TensorID(tensors.count - 1)
        }

        mutating func add(_ body: Operation.Body) {
            operations.append(Operation(name: "operation\(operations.count)", body: body))
        }

        /// A product with a weight, or a sum of two tables.
        mutating func addRandom(
            _ tables: inout [TensorID], _ weights: [TensorID], _ random: inout SeededGenerator
        ) {
            let a = tables[random.number(0...tables.count - 1)]
            let output = tensor("activation\(tensors.count)", .activation)
            if random.once(in: 3), tables.count > 1 {
                let others = tables.filter { $0 != a }
                let b = others[random.number(0...others.count - 1)]
                add(.vector(VectorOperation(kind: .add, inputs: [a, b], output: output)))
            } else {
                let weight = weights[random.number(0...weights.count - 1)]
                add(.product(MatrixProduct(m: 8, k: 8, n: 8, a: [a], b: [weight], output: output)))
            }
            tables.append(output)
        }

        mutating func closeStage(_ name: String, iterations: Int, carried: [Carry] = []) {
            stages.append(
                Stage(
                    name: name, iterations: iterations, carried: carried,
                    layers: operations.enumerated().map { Layer(name: "layer\($0)", operations: [$1]) }))
            operations = []
        }
    }
}
