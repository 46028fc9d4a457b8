import Architecture
import Quantities
import Testing

struct ArrayErrorTests {
    private func message(_ spec: ArraySpec, _ product: ProductShape) -> String {
        do throws(ArrayError) {
            return "ran: \(try spec.run(product).cycles)"
        } catch {
            return error.description
        }
    }

    @Test(arguments: [
        (ProductShape(m: 0, k: 1, n: 1), "m: found 0, expected a whole number, 1 or more"),
        (ProductShape(m: 1, k: -3, n: 1), "k: found -3, expected a whole number, 1 or more"),
        (ProductShape(m: 1, k: 1, n: .min), "n: found \(Int.min), expected a whole number, 1 or more"),
        (ProductShape(batch: 0, m: 1, k: 1, n: 1), "batch: found 0, expected a whole number, 1 or more"),
    ])
    func productsThatAreNone(product: ProductShape, expected: String) {
        #expect(message(ArraySpec(), product) == expected)
    }

    @Test func arraysThatAreNone() {
        var spec = ArraySpec()
        spec.rows = 0
        let one = ProductShape(m: 1, k: 1, n: 1)
        #expect(message(spec, one) == "array.rows: found 0, expected 1 to 65536")
        spec.rows = 4
        spec.load.rowsPerCycle = -1
        #expect(message(spec, one) == "array.load.rowsPerCycle: found -1, expected 1 to 65536")
    }

    /// Every count of cycles has a range, so that no sum over a workload can overflow.
    @Test(
        arguments: [
            (\ArraySpec.minimumRowsPerBlock, "array.minimumRowsPerBlock", 1), (\.load.fixed, "array.load.fixed", 0),
            (\.load.settle.fixed, "array.load.settle.fixed", -1_000_000),
            (\.load.settle.perRow, "array.load.settle.perRow", -1_000_000),
            (\.load.settle.perColumn, "array.load.settle.perColumn", -1_000_000),
            (\.load.fetchBytesPerCycle, "array.load.fetchBytesPerCycle", 0), (\.dispatchGap, "array.dispatchGap", 0),
            (\.latency.fixed, "array.latency.fixed", -1_000_000),
            (\.latency.perRow, "array.latency.perRow", -1_000_000),
            (\.latency.perColumn, "array.latency.perColumn", -1_000_000),
            (\.activationLatency, "array.activation.latency", 0),
        ] as [(WritableKeyPath<ArraySpec, Int> & Sendable, String, Int)])
    func cyclesOutOfRange(field: WritableKeyPath<ArraySpec, Int> & Sendable, key: String, least: Int) throws {
        for found in [least - 1, 1_000_001, .max, .min] {
            var spec = ArraySpec()
            spec[keyPath: field] = found
            let expected = "\(key): found \(found), expected \(least) to 1000000"
            #expect(message(spec, ProductShape(m: 1, k: 1, n: 1)) == expected)
        }
        for found in [least, 1_000_000] {
            var spec = ArraySpec()
            spec[keyPath: field] = found
            try spec.validate()
        }
    }

    @Test func accumulatorsOutOfRange() {
        var spec = ArraySpec()
        spec.accumulators = Bytes((64 << 30) + 1)
        let expected = "array.accumulators: found 68719476737 B, expected 0 B to 64 GiB"
        #expect(message(spec, ProductShape(m: 1, k: 1, n: 1)) == expected)
    }

    @Test func operandsWithoutARate() {
        let expected =
            "array.rates.fp16: the array multiplies no fp16 operands; "
            + "set a rate above 0 or store these operands in another type"
        #expect(message(.gemmini, ProductShape(m: 1, k: 1, n: 1, type: .fp16)) == expected)
    }

    @Test func accumulatorsSmallerThanOneSumPerColumn() throws {
        var spec = ArraySpec()
        spec.accumulators = Bytes(511)
        let product = ProductShape(m: 1, k: 1, n: 1)
        let expected =
            "array.accumulators: 511 B cannot hold one 32-bit sum for each column (512 B); "
            + "set array.accumulators to at least 512 B"
        #expect(message(spec, product) == expected)
        spec.accumulators = Bytes(512)
        #expect(try spec.run(product).cycles == Cycles(1 + 1 + 254))
    }

    @Test func sumsThatOutliveTheRunMustFit() throws {
        var spec = ArraySpec()
        spec.accumulators = Bytes(128 * 4 * 9)
        var product = ProductShape(m: 10, k: 1, n: 1, accumulates: true)
        let expected =
            "array.accumulators: 4608 B cannot hold the partial sums that outlive the product (5 KiB); "
            + "set array.accumulators to at least 5 KiB"
        #expect(message(spec, product) == expected)
        product.m = 9
        #expect(try spec.run(product).tiles == 1)
    }

    static let hostile = [
        (Int.max, Int.max, Int.max), (.max, 1, 1), (1, .max, 1), (1, 1, .max), (1 << 40, 1 << 40, 1 << 40),
        (.max - 1, 3, 129),
    ]

    @Test(arguments: hostile, Dataflow.allCases)
    func hugeProductsOverflow(_ sizes: (m: Int, k: Int, n: Int), _ dataflow: Dataflow) {
        for overlap in LoadOverlap.allCases {
            for preset in [ArraySpec()] + ArraySpec.presets.map(\.spec) {
                var spec = preset
                spec.dataflow = dataflow
                spec.load.overlap = overlap
                let product = ProductShape(batch: sizes.m, m: sizes.m, k: sizes.k, n: sizes.n)
                #expect(throws: ArrayError.overflow(product)) { try spec.run(product, activated: true) }
            }
        }
    }

    /// Fields as hostile as a file may hold never trap.
    @Test func hugeArraysDoNotTrap() {
        let sizes = [1, 3, 1 << 31, 1 << 62, Int.max]
        for rows in sizes {
            for columns in sizes {
                for overlap in LoadOverlap.allCases {
                    for dataflow in Dataflow.allCases {
                        var spec = ArraySpec.openTPU
                        (spec.rows, spec.columns) = (rows, columns)
                        spec.load.overlap = overlap
                        spec.dataflow = dataflow
                        spec.load.settle = LinearLatency(fixed: .min, perRow: .max, perColumn: -1)
                        _ = try? spec.run(ProductShape(m: 5, k: 1 << 33, n: 7))
                        spec.load.settle = .zero
                        spec.dispatchGap = .max
                        _ = try? spec.run(ProductShape(m: 5, k: 7, n: 1 << 50))
                    }
                }
            }
        }
    }

    @Test func largestSizesThatCount() throws {
        let run = try ArraySpec().run(ProductShape(m: 1 << 20, k: 1 << 17, n: 1 << 17))
        #expect(run.macs == MACs(1 << 54))
        #expect(run.working == Cycles(1 << 40))
    }
}
