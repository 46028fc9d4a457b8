import Testing

@testable import Exploration

@Suite("Knees, series and fronts")
struct AnalysisTests {
    /// A sweep of one key over so many numbers, under two modes, with bytes and cycles given.
    private static func results(_ bytes: [[Int]], cycles: [[Int]]? = nil) throws -> SweepResults {
        let count = bytes[0].count
        let axes = [
            SweepAxis(key: "residency", values: ["a", "b"].prefix(bytes.count).map { $0 }),
            SweepAxis(key: "sram.capacity", values: (1...count).map { "\($0) MiB" }),
        ]
        let plan = try SweepPlan(axes: axes)
        let columns = SweepColumns(names: ["hbm.totalBytes", "cycles"], areReal: [false, false])
        let rows = (0..<plan.count).map { point in
            let (series, place) = point.quotientAndRemainder(dividingBy: count)
            let value = bytes[series][place]
            guard value >= 0 else { return SweepRow(point: point, content: .impossible(reason: "no")) }
            let time = cycles?[series][place] ?? 7
            return SweepRow(point: point, content: .figures(columns: 0, bits: [value, time]))
        }
        return SweepResults(plan: plan, columns: [columns], rows: rows)
    }

    @Test(arguments: [
        // A cliff; a slope that ends; a slope that goes on; two cliffs; a peak that is no loss to come down from; flat.
        ([100, 100, 20, 20, 20], [2]), ([100, 80, 60, 40, 40], [3]), ([100, 90, 80, 70, 60], []),
        ([100, 60, 60, 10, 10], [1, 3]), ([50, 90, 50, 49, 49], []), ([7, 7, 7], []), ([9, 1], []),
    ])
    func kneesAreWhereCurvesBend(bytes: [Int], places: [Int]) throws {
        let knees = try Self.results([bytes]).knees(along: 1)
        #expect(knees.map(\.place) == places)
        #expect(knees.allSatisfy { $0.measure == .bytes })
    }

    @Test func kneesOfCyclesAreFoundToo() throws {
        let knees = try Self.results([[5, 5, 5]], cycles: [[90, 10, 10]]).knees(along: 1)
        #expect(knees.map(\.measure) == [.cycles])
        #expect(knees.first?.saved == 80)
    }

    @Test func seriesLeaveOutImpossiblePoints() throws {
        let results = try Self.results([[-1, 5, 4], [9, 8, 7]])
        #expect(results.sweptAxis == 1)
        let series = results.series(along: 1)
        #expect(series.map(\.label) == ["a", "b"])
        #expect(series.map { $0.points.map(\.x) } == [[2 << 20, 3 << 20], [1 << 20, 2 << 20, 3 << 20]])
    }

    /// Points (bytes, cycles): (9,1) (5,5) (5,5) (6,6) (1,9) and an impossible one.
    @Test func frontKeepsWhatNothingBeats() throws {
        let results = try Self.results([[9, 5, 5], [6, 1, -1]], cycles: [[1, 5, 5], [6, 9, 0]])
        let front = try results.paretoFront(of: ["cycles", "hbm.totalBytes"])
        #expect(front.rows.map(\.point) == [0, 1, 2, 4])
        let withSize = try results.paretoFront(of: ["cycles", "hbm.totalBytes", "sram.capacity"])
        #expect(withSize.rows.map(\.point) == [0, 1, 3, 4])
    }

    @Test func unknownNumbersAreTold() throws {
        do {
            _ = try Self.results([[1, 2]]).paretoFront(of: ["cycle"])
            Issue.record("taken")
        } catch {
            #expect("\(error)".contains("did you mean \"cycles\"?"))
        }
    }
}
