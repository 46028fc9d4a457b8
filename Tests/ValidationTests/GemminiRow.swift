import Accelerator
import Architecture
import Mapping
import OperatorTrace
import Quantities
import Testing

/// A run of the published FireSim measurements as one matrix product: a convolution as its im2col product.
struct GemminiRow {
    /// `matmul`, `conv1x1`, `conv`.
    let kind: String
    let stride: Int
    let m: Int
    let k: Int
    let n: Int
    let nest: GemminiNest
    let scratchpad: Bytes
    let accumulators: Bytes
    /// Cycles of the RTL with this nest.
    let cycles: Int
    /// Cycles that the source's own model gives.
    let timeloopCycles: Int

    init(_ row: [String: String]) throws {
        kind = row["kind"] ?? ""
        stride = try row.number("stride")
        m = try row.number("M_outputs")
        k = try row.number("K_in_channels") * row.number("R") * row.number("S")
        n = try row.number("N_out_channels")
        nest = try GemminiNest(try #require(row["mapping"]))
        scratchpad = try Self.kibibytes(row["spad_KiB"])
        accumulators = try Self.kibibytes(row["acc_KiB"])
        cycles = try row.number("rtl_cycles_mapping")
        timeloopCycles = try row.number("timeloop_cycles")
    }

    static func table() throws -> [GemminiRow] {
        try ArrayReferenceTable("gemmini_firesim").rows.map(GemminiRow.init)
    }

    /// The columns are whole numbers with a decimal point: `256.0`.
    private static func kibibytes(_ text: String?) throws -> Bytes {
        let whole = try #require(text.flatMap { $0.split(separator: ".").first }.flatMap { Int($0) })
        return Bytes(whole << 10)
    }

    /// The preset with this row's sizes and nest, and nothing else: the sizes hold one set of tiles, and tiles are
    /// double buffered.
    func machine() throws -> AcceleratorSpec {
        var machine = try #require(AcceleratorSpec.preset("gemmini"))
        machine.sram.capacity = scratchpad * 2
        machine.array.accumulators = accumulators * 2
        machine.mapping.tile = TileExtents(m: nest.tile("PQN"), k: nest.tile("CRS"), n: nest.tile("K"))
        machine.mapping.loopOrder = try #require(nest.order.flatMap { LoopNest(rawValue: $0) })
        machine.mapping.reloadsTiles = true
        return try machine.validated()
    }

    var workload: Workload {
        get throws {
            let product = MatrixProduct(m: m, k: k, n: n, a: [TensorID(0)], b: [TensorID(1)], output: TensorID(2))
            let layer = Layer(name: "layer", operations: [Operation(name: "product", body: .product(product))])
            return try Workload(
                name: "product",
                tensors: [
                    Tensor(name: "a", kind: .input, shape: [m, k], elementType: .int8),
                    Tensor(name: "b", kind: .weight, shape: [k, n], elementType: .int8),
                    Tensor(name: "c", kind: .output, shape: [m, n], elementType: .int8),
                ],
                stages: [Stage(name: "stage", layers: [layer])]
            ).validated()
        }
    }

    /// Simulated cycles over the RTL's, less one.
    func error(requestInterval picoseconds: Int? = nil) throws -> Double {
        var machine = try machine()
        if let picoseconds { machine.dma.requestInterval = TimeSpan(picoseconds) }
        let result = try simulate(Mapper(for: machine).map(workload), on: machine)
        return Double(result.cycles.count) / Double(cycles) - 1
    }
}
