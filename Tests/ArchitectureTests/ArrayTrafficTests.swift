import Architecture
import Quantities
import Testing

/// Elements that a product moves on a 4 x 4 array: A is 6 x 10, B is 10 x 9, so 3 tiles of k and of n, 2 of m.
struct ArrayTrafficTests {
    private let product = ProductShape(batch: 2, m: 6, k: 10, n: 9)

    private func traffic(
        _ dataflow: Dataflow, _ product: ProductShape, _ change: (inout ArraySpec) -> Void = { _ in }
    ) throws -> ArrayTraffic {
        try ArrayRunTests.spec {
            $0.dataflow = dataflow
            change(&$0)
        }.run(product).traffic
    }

    @Test func weightStationaryStreamsAOncePerColumnOfTiles() throws {
        let traffic = try traffic(.weightStationary, product)
        #expect(traffic.leftReads == 2 * 60 * 3)
        #expect(traffic.rightReads == 2 * 90)
        #expect(traffic.resultWrites == 2 * 54)
        #expect(traffic.partialSumReads == 2 * 54 * 2)
        #expect(traffic.partialSumWrites == 2 * 54 * 2)
    }

    @Test func inputStationaryStreamsB() throws {
        let traffic = try traffic(.inputStationary, product)
        #expect(traffic.leftReads == 2 * 60)
        #expect(traffic.rightReads == 2 * 90 * 2)
        #expect(traffic.partialSumReads == 2 * 54 * 2)
    }

    @Test func outputStationaryStreamsBoth() throws {
        let traffic = try traffic(.outputStationary, product)
        #expect(traffic.leftReads == 2 * 60 * 3)
        #expect(traffic.rightReads == 2 * 90 * 2)
        #expect(traffic.partialSumReads == 0)
        #expect(traffic.partialSumWrites == 0)
    }

    @Test func passesReadTheStationaryOperandAgain() throws {
        let traffic = try traffic(.weightStationary, product) { $0.accumulators = Bytes(4 * 4 * 4) }
        #expect(traffic.rightReads == 2 * 90 * 2)
        #expect(traffic.leftReads == 2 * 60 * 3)
    }

    @Test func spilledSumsGoToTheScratchpad() throws {
        let traffic = try traffic(.weightStationary, product) {
            $0.accumulators = Bytes(4 * 4 * 5)
            $0.accumulatorOverflow = .spill
        }
        #expect(traffic.partialSumWrites == 0)
        #expect(traffic.spilledWrites == 2 * 54 * 2)
        #expect(traffic.spilledReads == 2 * 54 * 2)
    }

    @Test func partsOfKAccumulate() throws {
        var first = ProductShape(m: 6, k: 4, n: 9)
        first.keepsPartialSums = true
        var last = ProductShape(m: 6, k: 4, n: 9)
        last.accumulates = true
        let begun = try traffic(.weightStationary, first)
        #expect(begun.resultWrites == 0)
        #expect(begun.partialSumWrites == 54)
        #expect(begun.partialSumReads == 0)
        let ended = try traffic(.weightStationary, last)
        #expect(ended.resultWrites == 54)
        #expect(ended.partialSumWrites == 0)
        #expect(ended.partialSumReads == 54)
    }
}
