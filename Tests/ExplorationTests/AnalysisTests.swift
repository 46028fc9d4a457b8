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
        var figures = FigureStore()
        let rows = (0..<plan.count).map { point in
            let (series, place) = point.quotientAndRemainder(dividingBy: count)
            let value = bytes[series][place]
            guard value >= 0 else { return SweepRow(point: point, content: .impossible(reason: "no")) }
            let time = cycles?[series][place] ?? 7
            return SweepRow(point: point, content: .figures(columns: 0, first: figures.append([value, time])))
        }
        return SweepResults(plan: plan, columns: [columns], figures: figures, rows: rows)
    }

    @Test(arguments: [
        // A cliff; a slope that ends; a slope that goes on; two cliffs; a peak that is no loss to come down from; flat.
        ([100, 100, 20, 20, 20], [2]), ([100, 80, 60, 40, 40], [3]), ([100, 90, 80, 70, 60], []),
        ([100, 60, 60, 10, 10], [1, 3]), ([50, 90, 50, 49, 49], []), ([7, 7, 7], []), ([9, 1], []),
        // After a knee the curve falls at most a quarter as fast as before.
        ([100, 40, 20], []), ([100, 40, 25], [1]),
        // Less than a hundredth of all is nothing to look for.
        ([1009, 1000, 1000], []), ([1011, 1000, 1000], [1]),
    ])
    func kneesAreWhereCurvesBend(bytes: [Int], places: [Int]) throws {
        let knees = try Self.results([bytes]).knees(along: 1)
        #expect(knees.map(\.place) == places)
        #expect(knees.allSatisfy { $0.measure == .bytes })
    }

    /// A cliff at 100, a slope from 200 to 300, flat beyond: found there however densely the curve is sampled.
    @Test(arguments: [1, 2, 5, 10, 25])
    func kneesDoNotDependOnTheSteps(step: Int) {
        let points = stride(from: 50, through: 395, by: step).map { x -> (x: Int, y: Int) in
            (x, x < 100 ? 9000 : x < 200 ? 5000 : max(1000, 5000 - 40 * (x - 200)))
        }
        let knees = curveKnees(of: points)
        #expect(knees.map { points[$0.place].x } == [100, 300])
        #expect(knees.map { points[$0.start].x } == [100 - step, 200])
        #expect(knees.map(\.fall) == [4000, 4000])
    }

    /// On a logarithmic axis, halving at each doubling until 64, flat beyond.
    @Test func kneesOfDoublingSizes() {
        let points = (0..<10).map { (x: 1 << $0, y: 1000 - 150 * min($0, 6)) }
        #expect(curveKnees(of: points) == [CurveKnee(start: 0, place: 6, fall: 900)])
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
        let places: [[Int]] = [[2 << 20, 3 << 20], [1 << 20, 2 << 20, 3 << 20]]
        #expect(series.map { $0.points.map(\.x) } == places)
    }

    /// Points (bytes, cycles): (9,1) (5,5) (5,5) (6,6) (1,9) and an impossible one.
    @Test func frontKeepsWhatNothingBeats() throws {
        let results = try Self.results([[9, 5, 5], [6, 1, -1]], cycles: [[1, 5, 5], [6, 9, 0]])
        let front = try results.paretoFront(of: ["cycles", "hbm.totalBytes"])
        #expect(front.rows.map(\.point) == [0, 1, 2, 4])
        let withSize = try results.paretoFront(of: ["cycles", "hbm.totalBytes", "sram.capacity"])
        #expect(withSize.rows.map(\.point) == [0, 1, 3, 4])
    }

    /// A key is idle if no number differs between points that differ in it alone; the other key may change all.
    @Test(arguments: [
        ([[1, 1], [1, 1]], ["residency", "sram.capacity"]), ([[1, 2], [1, 2]], ["residency"]),
        ([[1, 1], [2, 2]], ["sram.capacity"]), ([[1, 2], [1, 1]], []), ([[1, -1], [1, 1]], []),
        ([[-1, -1], [1, 1]], ["sram.capacity"]), ([[-1, -1], [-1, -1]], []), ([[1]], []),
        ([[1, 1]], ["sram.capacity"]),
    ])
    func keysMayBeIdle(bytes: [[Int]], keys: [String]) throws {
        #expect(try Self.results(bytes).idleKeys == keys)
    }

    /// A front is not the whole sweep: what differs may have been left out.
    @Test func nothingIsKnownOfMissingPoints() throws {
        let front = try Self.results([[1, 1, 2]]).paretoFront(of: ["hbm.totalBytes"])
        #expect(front.rows.count == 2 && front.idleKeys == [])
    }

    @Test func cyclesCountForIdleKeysToo() throws {
        #expect(try Self.results([[5, 5]], cycles: [[1, 2]]).idleKeys == [])
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
