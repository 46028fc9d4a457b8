import Architecture
import Quantities
import Testing

/// The closed form on a 4 x 4 array, worked by hand.
struct ArrayRunTests {
    /// Bare registers: the last result is out 4 + 4 - 2 = 6 cycles after the last row's slot.
    static func spec(_ change: (inout ArraySpec) -> Void = { _ in }) -> ArraySpec {
        var spec = ArraySpec()
        (spec.rows, spec.columns) = (4, 4)
        change(&spec)
        return spec
    }

    struct Sample: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let spec: ArraySpec
        let product: ProductShape
        let cycles: Int

        init(_ name: String, _ product: ProductShape, _ cycles: Int, _ change: (inout ArraySpec) -> Void = { _ in }) {
            testDescription = name
            spec = ArrayRunTests.spec(change)
            self.product = product
            self.cycles = cycles
        }
    }

    static let samples = [
        // Load 4, then a slot of 3 rows under which the next 4 rows load, then 3 rows.
        Sample("two tiles of k", ProductShape(m: 3, k: 8, n: 4), 4 + 4 + 3 + 6),
        Sample("a single product", ProductShape(m: 1, k: 1, n: 1), 1 + 1 + 6),
        Sample("an edge tile loads the row it uses", ProductShape(m: 3, k: 5, n: 4), 4 + 3 + 3 + 6),
        Sample("an edge tile is padded", ProductShape(m: 3, k: 5, n: 4), 4 + 4 + 3 + 6) { $0.edgeTiles = .padded },
        Sample("two rows per cycle", ProductShape(m: 3, k: 8, n: 4), 2 + 3 + 3 + 6) { $0.load.rowsPerCycle = 2 },
        Sample("three rows per cycle, rounded up", ProductShape(m: 1, k: 8, n: 4), 2 + 2 + 1 + 6) {
            $0.load.rowsPerCycle = 3
        },
        Sample("one register", ProductShape(m: 3, k: 8, n: 4), 4 + 3 + 4 + 3 + 6) { $0.load.overlap = .notOverlapped },
        Sample("one register that settles", ProductShape(m: 3, k: 8, n: 4), 4 + 3 + 2 + 4 + 3 + 6) {
            $0.load.overlap = .notOverlapped
            $0.load.settle = LinearLatency(fixed: -2, perRow: 1)
        },
        // The next tile comes with the last block: 4 rows, then a block of 2 that takes 4.
        Sample("lock step", ProductShape(m: 6, k: 8, n: 4), 4 + 8 + 6 + 6) { $0.load.overlap = .lockStep },
        Sample("lock step, shortest block 3", ProductShape(m: 5, k: 4, n: 4), 4 + 4 + 3 + 6) {
            $0.load.overlap = .lockStep
            $0.minimumRowsPerBlock = 3
        },
        Sample("dispatch", ProductShape(m: 5, k: 8, n: 4), 4 + 5 + 2 + 5 + 6) { $0.dispatchGap = 2 },
        Sample("input-stationary", ProductShape(m: 4, k: 8, n: 3), 4 + 4 + 3 + 6) { $0.dataflow = .inputStationary },
        // Sums drain 4 rows, the last tile's after the last step.
        Sample("output-stationary", ProductShape(m: 4, k: 8, n: 4), 8 + 4 + 6) { $0.dataflow = .outputStationary },
        Sample("output-stationary, short k", ProductShape(m: 8, k: 2, n: 4), 4 + 2 + 4 + 6) {
            $0.dataflow = .outputStationary
        },
        Sample("output-stationary, edge rows", ProductShape(m: 5, k: 2, n: 8), 2 + 4 + 4 + 2 + 1 + 6) {
            $0.dataflow = .outputStationary
        },
        Sample("output-stationary, one register", ProductShape(m: 8, k: 2, n: 4), 2 + 4 + 2 + 4 + 6) {
            $0.dataflow = .outputStationary
            $0.load.overlap = .notOverlapped
        },
        // Preload 4, two tiles of a block of 4, flush 4.
        Sample("output-stationary, lock step", ProductShape(m: 8, k: 2, n: 4), 4 + 4 + 4 + 4 + 6) {
            $0.dataflow = .outputStationary
            $0.load.overlap = .lockStep
        },
        Sample("INT4 packs two steps of k", ProductShape(m: 3, k: 15, n: 4, type: .int4), 4 + 4 + 3 + 6),
        Sample("FP16 takes four cycles a row", ProductShape(m: 3, k: 8, n: 4, type: .fp16), 4 + 12 + 12 + 6),
        Sample("three cycles for two rows", ProductShape(m: 3, k: 4, n: 4), 4 + 5 + 6) {
            $0.rates.int8 = Ratio(2, over: 3)
        },
        Sample("a batch", ProductShape(batch: 2, m: 3, k: 8, n: 4), 4 + 3 * 4 + 3 + 6),
        // Two rows fit: passes of 2 and 1 rows, each with both tiles of k.
        Sample("passes of the stream", ProductShape(m: 3, k: 8, n: 4), 4 + 3 * 4 + 1 + 6) {
            $0.accumulators = Bytes(32)
        },
        Sample("a single tile of k needs no passes", ProductShape(m: 3, k: 4, n: 4), 4 + 3 + 6) {
            $0.accumulators = Bytes(32)
        },
        Sample("spilling needs no passes", ProductShape(m: 3, k: 8, n: 4), 4 + 4 + 3 + 6) {
            $0.accumulators = Bytes(0)
            $0.accumulatorOverflow = .spill
        },
        Sample("rows and columns differ", ProductShape(m: 7, k: 9, n: 10), 3 + 5 * 7 + 7 + 6) {
            ($0.rows, $0.columns) = (3, 5)
        },
    ]

    @Test(arguments: samples)
    func cycles(_ sample: Sample) throws {
        let run = try sample.spec.run(sample.product)
        #expect(run.cycles == Cycles(sample.cycles))
        #expect(run.working + run.loadingStationary + run.gaps == run.span)
        #expect(run.utilization > 0 && run.utilization <= 1)
    }

    @Test func whatSpanIsSpentOn() throws {
        let run = try Self.spec { $0.dispatchGap = 2 }.run(ProductShape(m: 3, k: 12, n: 4))
        #expect(run.span == Cycles(3 + 1 + 2 + 3 + 1 + 2 + 3))
        #expect(run.working == Cycles(9))
        #expect(run.loadingStationary == Cycles(2))
        #expect(run.gaps == Cycles(4))
        #expect(run.tiles == 3)
        #expect(run.macs == MACs(144))
    }

    @Test func utilizationIsShareOfPeak() throws {
        // 4 x 4 elements for 4 (load) + 4 (rows) + 6 (skew) cycles, 64 multiply-accumulates.
        let run = try Self.spec().run(ProductShape(m: 4, k: 4, n: 4))
        #expect(run.cycles == Cycles(14))
        #expect(run.utilization == 64.0 / (16 * 14))
        let packed = try Self.spec().run(ProductShape(m: 4, k: 8, n: 4, type: .int4))
        #expect(packed.utilization == 128.0 / (2 * 16 * 14))
        #expect(packed.mappingEfficiency == 1)
        #expect(try Self.spec().run(ProductShape(m: 4, k: 5, n: 3)).mappingEfficiency == 15.0 / 32)
    }

    @Test func activation() throws {
        let product = ProductShape(m: 3, k: 4, n: 8)
        let inline = Self.spec { $0.activationLatency = 5 }
        #expect(try inline.run(product, activated: true).cycles == inline.run(product).cycles + Cycles(5))
        let after = Self.spec {
            $0.activationLatency = 5
            $0.activationOrder = .afterwards
        }
        #expect(try after.run(product, activated: true).cycles == after.run(product).cycles + Cycles(5 + 2 * 3))
    }
}
