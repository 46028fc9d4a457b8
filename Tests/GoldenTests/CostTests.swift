import Accelerator
import Architecture
import Mapping
import Models
import OperatorTrace
import Quantities
import Testing

/// What a run costs, in counts that do not depend on the computer. A change that needs more shows here; one that needs
/// fewer may lower the limit.
@Suite struct CostTests {
    struct Limits: Sendable, CustomTestStringConvertible {
        var settings: [String]
        /// Commands of the program, iterations that are alike once.
        var commands: Int
        /// Events that are simulated, not replayed.
        var events: Int
        var testDescription: String { settings.joined(separator: " ") }
    }

    /// Recorded, with a twentieth to spare.
    @Test(
        arguments: [
            Limits(settings: ["model.steps=10"], commands: 27_600, events: 55_300),
            Limits(settings: ["model.steps=1000"], commands: 27_600, events: 55_300),
            Limits(settings: ["model.steps=1000", "residency=pinned"], commands: 31_600, events: 54_300),
            Limits(settings: ["array.rows=256", "array.columns=256"], commands: 28_900, events: 58_300),
        ])
    func staysWithinLimits(limits: Limits) throws {
        let run = try SmolVLARun(limits.settings)
        let program = try run.program()
        var sink = NoSink()
        let summary = try simulate(program, on: run.machine, into: &sink)
        #expect(program.commands.count <= limits.commands)
        #expect(summary.events <= limits.events)
    }

    /// Ten times the operations take ten times the commands and events, up to 100,000, in few layers or many.
    @Test(arguments: [(ResidencyMode.layerByLayer, 10), (.resident, 10), (.pinned, 100_000)])
    func costIsLinear(mode: ResidencyMode, perLayer: Int) throws {
        let machine = AcceleratorSpec()
        let counts = try [10_000, 100_000].map { operations in
            let workload = try Self.chain(operations, perLayer: perLayer).validated()
            let program = try Mapper(for: machine, residency: mode).map(workload)
            var sink = NoSink()
            let summary = try simulate(program, on: machine, into: &sink)
            return (commands: program.commands.count, events: summary.events)
        }
        #expect(abs(counts[1].commands - 10 * counts[0].commands) < counts[0].commands / 10)
        #expect(abs(counts[1].events - 10 * counts[0].events) < counts[0].events / 10)
    }

    /// Products one after the other, so many to a layer.
    private static func chain(_ operations: Int, perLayer: Int) -> Workload {
        var tensors = [Tensor(name: "x", kind: .input, shape: [16, 64], elementType: .int8)]
        var layers: [Layer] = []
        var layer: [OperatorTrace.Operation] = []
        for number in 0..<operations {
            let isLast = number == operations - 1
            tensors.append(Tensor(name: "w\(number)", kind: .weight, shape: [64, 64], elementType: .int8))
            tensors.append(
                Tensor(
                    name: "y\(number)", kind: isLast ? .output : .activation, shape: [16, 64], elementType: .int8))
            let product = MatrixProduct(
                m: 16, k: 64, n: 64, a: [TensorID(2 * number)], b: [TensorID(2 * number + 1)],
                output: TensorID(2 * number + 2))
            layer.append(.init(name: "p\(number)", body: .product(product)))
            if layer.count == perLayer || isLast {
                layers.append(Layer(name: "l\(layers.count)", operations: layer))
                layer = []
            }
        }
        return Workload(
            name: "chain", tensors: tensors,
            stages: [Stage(name: "all", iterations: 1, carried: [], layers: layers)])
    }
}

/// Counts records, and looks at none. A sink of no size would have no address, which the thread sanitizer takes for one
/// address that all threads share.
struct NoSink: RecordSink {
    private(set) var records = 0

    mutating func record(_ record: CommandRecord) { records += 1 }
    mutating func record(_ pattern: RecordPattern) {}
    mutating func finish(_ unit: UnitID, lastOperation: Int, drain: Cycles, idle: Cycles) {}
}
