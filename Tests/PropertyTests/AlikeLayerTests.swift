import Architecture
import OperatorTrace
import Quantities
import Testing

@testable import Mapping

/// Random workloads come to the same program whether the commands of alike layers and iterations are taken from each other
/// or written one by one.
@Suite struct AlikeLayerTests {
    private static let blocks = 4
    private static let seedsPerBlock = 250

    @Test(arguments: 0..<blocks) func programsAreTheSame(block: Int) throws {
        var (mapped, alike) = (0, 0)
        for seed in UInt64(block * Self.seedsPerBlock)..<UInt64((block + 1) * Self.seedsPerBlock) {
            let workload = try RandomWorkload.makeDeep(seed: seed).validated()
            var machine = RandomMachine.make(seed: seed, sram: seed % 3 == 0 ? .ample : .tight)
            machine.run.inferences = seed % 5 == 0 ? 3 : 1
            if seed % 7 == 0 { machine.mapping = ForcedTilePropertyTests.mapping(seed) }
            machine = try machine.validated()
            let mode = ResidencyMode.allCases[Int(seed) % ResidencyMode.allCases.count]
            let layers = TraceIndex(workload).layers.first
            if layers.indices.contains(where: { layers[$0] != $0 }) { alike += 1 }
            let short = program(of: workload, on: machine, mode, takesShortcuts: true)
            // Not compared inside `#expect`, which would print all commands.
            let areSame = short == program(of: workload, on: machine, mode, takesShortcuts: false)
            #expect(areSame, "\(workload.name), \(mode.rawValue)")
            if case .success = short { mapped += 1 }
        }
        #expect(mapped > Self.seedsPerBlock / 2, "too few can be mapped")
        #expect(alike > Self.seedsPerBlock / 2, "too few have layers that are alike")
    }

    /// Three passes read what one product has waited for: the first of them waits itself, the others need not.
    @Test func whatPassesWaitForCounts() throws {
        var maker = LayerMaker()
        let x = maker.tensor("x", .input)
        maker.layer([.product(maker.product(of: x, with: maker.tensor("w", .weight), "y"))])
        let passed = ["a", "b", "c"].map { name in
            let result = maker.tensor(name, .activation)
            maker.layer([.vector(VectorOperation(kind: .gelu, inputs: [x], output: result))])
            return result
        }
        maker.join(passed + [maker.last("y")])
        try compare(maker.workload, on: AcceleratorSpec())
    }

    /// Of two layers alike, the next step reads what the first one makes, and nothing what the second one does.
    @Test func whoseResultIsWantedCounts() {
        var maker = LayerMaker()
        var last = maker.tensor("x", .input)
        for name in ["a", "b", "c"] {
            maker.layer([.product(maker.product(of: last, with: maker.tensor("w" + name, .weight), name))])
            last = maker.last(name)
        }
        #expect(TraceIndex(maker.workload).layers.first == [0, 1, 2])
        maker.join([last])
        #expect(TraceIndex(maker.workload).layers.first == [0, 1, 1, 3])
    }

    /// Passes read weights that stay in SRAM: one a weight that passes have waited for, one that only a product has.
    @Test func whenWeightsArrivedCounts() throws {
        var maker = LayerMaker()
        let x = maker.tensor("x", .input)
        let (first, second) = (maker.tensor("first", .weight), maker.tensor("second", .weight))
        let a = maker.layerOfPass(x, first, "a")
        maker.layer([.product(maker.product(of: x, with: second, "b"))])
        let parts = [a, maker.last("b"), maker.layerOfPass(x, first, "c"), maker.layerOfPass(x, second, "d"), x]
        maker.join(parts)
        try compare(maker.workload, on: AcceleratorSpec())
    }

    /// Of two products that are alike the weights stay, and passes read them.
    @Test func whatCopiesKeepArrivesWithThem() throws {
        var maker = LayerMaker()
        let x = maker.tensor("x", .input)
        // Both units have waited for the table when the two products come.
        let twice = maker.layerOfPass(x, x, "twice")
        let weights = ["once", "first", "second"].map { maker.tensor($0, .weight) }
        let products = weights.enumerated().map { place, weight in
            maker.layer([.product(maker.product(of: x, with: weight, "product\(place)"))])
            return maker.last("product\(place)")
        }
        let sums = weights[1...].enumerated().map { maker.layerOfPass(x, $1, "sum\($0)") }
        let parts = [x, twice] + products + sums
        maker.join(parts)
        try compare(maker.workload, on: AcceleratorSpec())
    }

    /// Of two products that are alike, one has less room, since a tensor that must stay on chip outlives it.
    @Test func roomCounts() throws {
        var maker = LayerMaker()
        let x = maker.tensor("x", .input)
        let kept = maker.tensor("kept", .activation, placement: .onChip)
        maker.layer([
            .product(maker.product(of: x, with: maker.tensor("w", .weight), "first")),
            .vector(VectorOperation(kind: .gelu, inputs: [x], output: kept)),
        ])
        let first = maker.last("first")
        maker.layer([.product(maker.product(of: first, with: maker.tensor("w1", .weight), "narrow"))])
        let sum = maker.tensor("sum", .activation)
        maker.layer([.vector(VectorOperation(kind: .add, inputs: [maker.last("narrow"), kept], output: sum))])
        maker.layer([.product(maker.product(of: sum, with: maker.tensor("w2", .weight), "wide"))])
        maker.layer([
            .vector(
                VectorOperation(kind: .gelu, inputs: [maker.last("wide")], output: maker.tensor("out", .output)))
        ])
        let layers = TraceIndex(maker.workload).layers.first
        #expect(layers[3] == 1)
        for capacity in stride(from: 6 << 10, through: 64 << 10, by: 256) {
            var machine = AcceleratorSpec()
            (machine.array.rows, machine.array.columns) = (16, 16)
            machine.sram.capacity = Bytes(capacity)
            try compare(maker.workload, on: machine)
        }
    }

    private func compare(_ workload: Workload, on machine: AcceleratorSpec) throws {
        let (workload, machine) = (try workload.validated(), try machine.validated())
        for mode in ResidencyMode.allCases {
            let areSame =
                program(of: workload, on: machine, mode, takesShortcuts: true)
                == program(of: workload, on: machine, mode, takesShortcuts: false)
            #expect(areSame, "\(mode.rawValue), \(machine.sram.capacity.count) B")
        }
    }

    private func program(
        of workload: Workload, on machine: AcceleratorSpec, _ mode: ResidencyMode, takesShortcuts: Bool
    ) -> Result<Program, MappingError> {
        Result { () throws(MappingError) in
            try Mapper(for: machine, residency: mode, takesShortcuts: takesShortcuts).map(workload)
        }
    }
}

/// Layers of one stage on square INT8 tables.
private struct LayerMaker {
    static let size = 64
    private var tensors: [Tensor] = []
    private var layers: [Layer] = []

    var workload: Workload {
        Workload(name: "layers", tensors: tensors, stages: [Stage(name: "stage", layers: layers)])
    }

    mutating func tensor(
        _ name: String, _ kind: TensorKind, rows: Int = size, placement: Placement = .offChip
    ) -> TensorID {
        tensors.append(
            Tensor(name: name, kind: kind, shape: [rows, Self.size], elementType: .int8, placement: placement))
        return TensorID(tensors.count - 1)
    }

    /// The tensor of a name.
    func last(_ name: String) -> TensorID { TensorID(tensors.lastIndex { $0.name == name } ?? 0) }

    mutating func product(of a: TensorID, with b: TensorID, _ name: String) -> MatrixProduct {
        MatrixProduct(
            m: Self.size, k: Self.size, n: Self.size, a: [a], b: [b], output: tensor(name, .activation))
    }

    /// A layer that adds two tables; returns the sum.
    mutating func layerOfPass(_ x: TensorID, _ y: TensorID, _ name: String) -> TensorID {
        let result = tensor(name, .activation)
        layer([.vector(VectorOperation(kind: .add, inputs: [x, y], output: result))])
        return result
    }

    /// A last layer with all tables one below the other.
    mutating func join(_ parts: [TensorID]) {
        let joined = tensor("joined", .output, rows: parts.count * Self.size)
        layer([.vector(VectorOperation(kind: .concatenate, inputs: parts, output: joined))])
    }

    mutating func layer(_ bodies: [Operation.Body]) {
        layers.append(
            Layer(
                name: "layer\(layers.count)",
                operations: bodies.enumerated().map { Operation(name: "operation\($0)", body: $1) }))
    }
}
