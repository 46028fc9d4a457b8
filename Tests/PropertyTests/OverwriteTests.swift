import Accelerator
import Architecture
import Mapping
import OperatorTrace
import Quantities
import Testing

/// A result in HBM is not overwritten by the next iteration or inference before all that reads it has read it.
@Suite struct OverwriteTests {
    private static let seedsPerBlock: UInt64 = 30

    /// Passes and products in a row. What comes last is no output, so that nothing in the last iteration need be complete
    /// before the next one goes on.
    private static func chain(seed: UInt64, iterations: Int) -> Workload {
        var random = SeededGenerator(seed: seed ^ 0x0C4A_11E5)
        var tensors: [Tensor] = []
        func tensor(_ name: String, _ kind: TensorKind, _ rows: Int, _ columns: Int) -> TensorID {
            tensors.append(Tensor(name: name, kind: kind, shape: [rows, columns], elementType: .int8))
            return TensorID(tensors.count - 1)
        }
        let rows = random.pick(1, 2, 48, random.number(1...200))
        var columns = random.pick(64, 128, random.number(1...700))
        var last = tensor("x", .input, rows, columns)
        var layers: [Layer] = []
        for place in 0..<random.number(2...5) {
            let body: Operation.Body
            if random.once(in: 2) {
                let result = tensor("passed\(place)", .activation, rows, columns)
                body = .vector(VectorOperation(kind: .gelu, inputs: [last], output: result))
                last = result
            } else {
                let wide = random.pick(columns, 2, random.number(1...300))
                let weight = tensor("weight\(place)", .weight, columns, wide)
                let result = tensor("product\(place)", .activation, rows, wide)
                body = .product(
                    MatrixProduct(m: rows, k: columns, n: wide, a: [last], b: [weight], output: result))
                (last, columns) = (result, wide)
            }
            let operation = Operation(name: "step\(place)", body: body)
            if place > 0, random.once(in: 3) {
                layers[layers.count - 1].operations.append(operation)
            } else {
                layers.append(Layer(name: "layer\(place)", operations: [operation]))
            }
        }
        return Workload(
            name: "chain \(seed)", tensors: tensors,
            stages: [Stage(name: "stage", iterations: iterations, layers: layers)])
    }

    /// The smallest case: the vector unit, which is done with its pass, could store the next iteration's rows while the
    /// array's are still being loaded.
    @Test(arguments: [(2, 1), (10, 1), (1, 2), (3, 2)])
    func passesDoNotOvertakeProducts(iterations: Int, inferences: Int) throws {
        let tensors = [
            Tensor(name: "x", kind: .input, shape: [48, 128], elementType: .int8),
            Tensor(name: "rows", kind: .activation, shape: [48, 128], elementType: .int8),
            Tensor(name: "w", kind: .weight, shape: [128, 128], elementType: .int8),
            Tensor(name: "y", kind: .activation, shape: [48, 128], elementType: .int8),
        ]
        let ids = tensors.indices.map { TensorID($0) }
        let pass = Operation(
            name: "pass", body: .vector(VectorOperation(kind: .gelu, inputs: [ids[0]], output: ids[1])))
        let product = Operation(
            name: "product",
            body: .product(MatrixProduct(m: 48, k: 128, n: 128, a: [ids[1]], b: [ids[2]], output: ids[3])))
        let layers = [Layer(name: "a", operations: [pass]), Layer(name: "b", operations: [product])]
        let workload = Workload(
            name: "overtaking", tensors: tensors,
            stages: [Stage(name: "stage", iterations: iterations, layers: layers)])
        for machine in AcceleratorSpec.presets.map(\.machine) {
            var machine = machine
            machine.run.inferences = inferences
            try Self.expectOrder(of: workload, on: machine, .layerByLayer)
        }
    }

    /// A state that is an input in the first iteration and a stored result in the others: what is read after the rows
    /// differs, so the second iteration's stores wait for other counts than the third's.
    @Test func carriedStatesCount() throws {
        let tensors = [
            Tensor(name: "x", kind: .input, shape: [48, 128], elementType: .int8),
            Tensor(name: "rows", kind: .activation, shape: [48, 128], elementType: .int8),
            Tensor(name: "w", kind: .weight, shape: [128, 128], elementType: .int8),
            Tensor(name: "y", kind: .activation, shape: [48, 128], elementType: .int8),
            Tensor(name: "state", kind: .input, shape: [8, 64], elementType: .int8),
            Tensor(name: "next", kind: .output, shape: [8, 64], elementType: .int8),
            Tensor(name: "v", kind: .weight, shape: [64, 64], elementType: .int8),
        ]
        let ids = tensors.indices.map { TensorID($0) }
        let bodies: [Operation.Body] = [
            .vector(VectorOperation(kind: .gelu, inputs: [ids[0]], output: ids[1])),
            .product(MatrixProduct(m: 48, k: 128, n: 128, a: [ids[1]], b: [ids[2]], output: ids[3])),
            .product(MatrixProduct(m: 8, k: 64, n: 64, a: [ids[4]], b: [ids[6]], output: ids[5])),
        ]
        let layers = bodies.enumerated().map {
            Layer(name: "layer\($0)", operations: [Operation(name: "step", body: $1)])
        }
        let workload = Workload(
            name: "carrying", tensors: tensors,
            stages: [
                Stage(name: "stage", iterations: 6, carried: [Carry(written: ids[5], read: ids[4])], layers: layers)
            ])
        for machine in AcceleratorSpec.presets.map(\.machine) {
            try Self.expectOrder(of: workload, on: machine, .layerByLayer)
        }
    }

    @Test(arguments: 0..<4) func chainsKeepTheirOrder(block: Int) throws {
        var checked = 0
        for seed in UInt64(block) * Self.seedsPerBlock..<UInt64(block + 1) * Self.seedsPerBlock {
            let workload = Self.chain(seed: seed, iterations: Int(seed % 4) + 1)
            var machine = seed % 3 == 0 ? AcceleratorSpec() : RandomMachine.make(seed: seed, sram: .ample)
            machine.mapping.reloadsTiles = seed % 4 == 0
            machine.run.inferences = seed % 5 == 0 ? 3 : 1
            let mode = seed % 2 == 0 ? .layerByLayer : ResidencyMode.allCases[Int(seed) % ResidencyMode.allCases.count]
            if try Self.expectOrder(of: workload, on: machine, mode) { checked += 1 }
        }
        #expect(checked > Self.seedsPerBlock / 2)
    }

    /// Runs with and without shortcuts and replays, and lets the verifier look at the order. False if it cannot be mapped.
    @discardableResult
    private static func expectOrder(
        of workload: Workload, on machine: AcceleratorSpec, _ mode: ResidencyMode
    ) throws -> Bool {
        let workload = try workload.validated()
        guard let program = try? Mapper(for: machine, residency: mode).map(workload) else { return false }
        let isSame = try program == Mapper(for: machine, residency: mode, takesShortcuts: false).map(workload)
        #expect(isSame, "\(workload.name)")
        let run = try RandomRun(program, of: workload, on: machine, mode)
        #expect(run.verificationFaults() == [], "\(workload.name), \(mode.rawValue)")
        #expect(run.repetitionFaults() == [], "\(workload.name), \(mode.rawValue)")
        return true
    }
}
