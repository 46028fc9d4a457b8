import Architecture
import Foundation
import Quantities
import Testing

/// The closed form against an array of registers that computes real products.
struct ArrayRegisterLevelTests {
    struct Mode: CustomTestStringConvertible, Sendable {
        let dataflow: Dataflow
        let overlap: LoadOverlap
        var testDescription: String { "\(dataflow.rawValue), \(overlap.rawValue)" }
    }

    static let modes = Dataflow.allCases.flatMap { dataflow in
        LoadOverlap.allCases.map { Mode(dataflow: dataflow, overlap: $0) }
    }
    /// `SYSTOLE_LONG_TESTS=1` runs twice as many cases, on arrays up to 20 x 20.
    static let isLong = ProcessInfo.processInfo.environment["SYSTOLE_LONG_TESTS"] == "1"

    @Test(arguments: modes)
    func randomCasesAreExact(_ mode: Mode) throws {
        var generator = ArrayTestGenerator(seed: 1)
        var wrong = 0
        for _ in 0..<(Self.isLong ? 20_000 : 10_000) where wrong < 5 {
            let sample = ArrayRandomCase(
                mode.dataflow, mode.overlap, largestArray: Self.isLong ? 20 : 8, using: &generator)
            let reference = RegisterLevelReference(
                spec: sample.spec, rowCycles: sample.rowCycles, packed: sample.packed, loadSkew: sample.loadSkew)
            let measured = reference.run(sample.products, using: &generator)
            let predicted = try Self.cycles(of: sample.products, on: sample.spec)
            if measured.cycles == predicted.count && measured.isCorrect { continue }
            wrong += 1
            Issue.record("\(measured.cycles) cycles, \(predicted.count) predicted, \(measured.isCorrect): \(sample)")
        }
    }

    /// The registers are honest: a load that begins one cycle before `settle` allows reaches rows that still compute.
    @Test(arguments: [LoadOverlap.notOverlapped, .doubleBuffered], [(false, true), (true, false), (false, false)])
    func settlingOneCycleLessIsWrong(_ overlap: LoadOverlap, _ skew: (rows: Bool, columns: Bool)) {
        let loadSkew = RegisterLevelLoadSkew(rows: skew.rows, columns: skew.columns)
        var spec = ArraySpec()
        (spec.rows, spec.columns) = (5, 4)
        spec.load.overlap = overlap
        let shape = ProductShape(m: 3, k: 20, n: 4)
        for missing in 0...1 {
            spec.load.settle = loadSkew.settle(overlap)
            spec.load.settle.fixed -= missing
            let reference = RegisterLevelReference(spec: spec, rowCycles: 1, packed: 1, loadSkew: loadSkew)
            var generator = ArrayTestGenerator(seed: 7)
            #expect(reference.run([shape], using: &generator).isCorrect == (missing == 0))
        }
    }

    /// Every row of results leaves `rows + columns - 2` cycles after it entered, in order.
    @Test func eachResultHasItsCycle() {
        var spec = ArraySpec()
        (spec.rows, spec.columns) = (3, 2)
        let reference = RegisterLevelReference(spec: spec, rowCycles: 1, packed: 1)
        var generator = ArrayTestGenerator(seed: 7)
        // Load 3, rows in cycles 3 and 4; the load of the second tile hides all but one cycle: rows in 6 and 7.
        let run = reference.run([ProductShape(m: 2, k: 6, n: 2)], using: &generator)
        #expect(run.resultCycles == [6, 7, 9, 10])
        #expect(run.cycles == 11)
    }

    /// The cycles of runs back to back.
    static func cycles(of products: [ProductShape], on spec: ArraySpec) throws -> Cycles {
        var end = Cycles.zero
        var last: ArrayRun?
        for product in products {
            let run = try spec.run(product)
            end += (last.map { run.pace.lead(after: $0.pace) } ?? run.coldLead) + run.span
            last = run
        }
        return end + (last?.latency ?? .zero)
    }
}
