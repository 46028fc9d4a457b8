import JSONText
import Quantities
import Testing

@testable import Exploration

@Suite("Points of a sweep")
struct SweepPlanTests {
    private let plan: SweepPlan

    init() throws {
        plan = try SweepPlan(axes: [
            SweepAxis(key: "a", values: ["1", "2"]), SweepAxis(key: "b", values: ["x", "y", "x", "z"]),
        ])
    }

    @Test func lastAxisTurnsFastest() {
        #expect(plan.count == 6)
        let points = (0..<plan.count).map { plan.values(ofPoint: $0).joined() }
        #expect(points == ["1x", "1y", "1z", "2x", "2y", "2z"])
    }

    @Test func noAxisIsOnePoint() throws {
        let plan = try SweepPlan(axes: [])
        #expect(plan.count == 1)
        #expect(plan.values(ofPoint: 0) == [])
    }

    @Test func tooManyPointsAreAnError() throws {
        let axis = SweepAxis(key: "a", values: (0..<1000).map(String.init))
        #expect(throws: SweepError.self) { try SweepPlan(axes: Array(repeating: axis, count: 7)) }
    }

    @Test(arguments: [1, 2, 4, 5, 7, 100])
    func shardsHoldEveryPointOnce(count: Int) throws {
        for total in [0, 1, 3, 5, 100] {
            var points: [Int] = []
            for number in 1...count {
                let shard = try Shard(text: "\(number)/\(count)")
                let own = Array(shard.points(of: total))
                #expect(own.count == shard.pointCount(of: total))
                #expect(own.allSatisfy(shard.contains))
                points += own
            }
            #expect(points.sorted() == Array(0..<total))
        }
    }

    @Test(arguments: ["0/4", "5/4", "4", "1/0", "-1/4", "a/b", "1/2/3", "1/100001", ""])
    func impossibleShards(text: String) {
        #expect(throws: TextValueError.self) { try Shard(text: text) }
    }
}
