import Architecture
import OperatorTrace
import Quantities

@testable import Mapping

/// Random uses of a few weight tiles in the iterations of a few stages, with room that changes from step to step.
struct ReadOnlyTrace {
    let name: String
    private let index: TraceIndex
    private let trace: WeightTrace
    private let room: [Int]
    private let inferences: Int

    init(seed: UInt64, tiles: ClosedRange<Int>, granules: ClosedRange<Int>) {
        var random = SeededGenerator(seed: seed ^ 0xE71C_7104)
        name = "seed \(seed)"
        let stages = random.number(1...3)
        let steps = (0..<stages).map { _ in random.number(1...6) }
        index = TraceIndex(
            Self.workload(steps: steps, iterations: steps.map { _ in random.number(1...5) }))
        let sizes = (0..<random.number(tiles)).map { _ in random.number(granules) }
        var trace = WeightTrace(stages: stages)
        for (stage, steps) in index.stageSteps.enumerated() {
            for step in steps {
                for _ in 0..<random.number(0...2) {
                    let tile = random.number(0...sizes.count - 1)
                    trace.record(
                        Self.tile(tile, granules: sizes[tile]), step: step, stage: stage, isReread: false)
                }
            }
        }
        self.trace = trace
        let most = random.number(0...sizes.reduce(0, +))
        let isEven = random.once(in: 2)
        room = index.steps.map { _ in isEven ? most : random.number(0...most) }
        inferences = random.once(in: 2) ? 1 : 2
    }

    /// Stages of products, one a step; which weights they use is the trace's business.
    private static func workload(steps: [Int], iterations: [Int]) -> Workload {
        Workload(
            name: "steps",
            tensors: [
                Tensor(name: "x", kind: .input, shape: [1, 8], elementType: .int8),
                Tensor(name: "w", kind: .weight, shape: [8, 8], elementType: .int8),
                Tensor(name: "y", kind: .output, shape: [1, 8], elementType: .int8),
            ],
            stages: zip(steps, iterations).enumerated().map { place, stage in
                let product = MatrixProduct(m: 1, k: 8, n: 8, a: [TensorID(0)], b: [TensorID(1)], output: TensorID(2))
                return Stage(
                    name: "stage\(place)", iterations: stage.1,
                    layers: [
                        Layer(
                            name: "layer",
                            operations: (0..<stage.0).map { Operation(name: "step\($0)", body: .product(product)) })
                    ])
            })
    }

    private static func tile(_ place: Int, granules: Int) -> WeightTile {
        let bytes = granules * Space.granule.count
        return WeightTile(
            Transfer(
                address: place << 20, rows: 1, rowBytes: bytes, pitch: bytes, tensor: Int32(place),
                trafficClass: .weights))
    }

    /// All iterations of a stage in an inference, as the plan numbers them.
    private var rounds: [(number: Int, stage: Int, iterations: Int)] {
        (0..<inferences * trace.uses.count).map { number in
            let stage = number % trace.uses.count
            return (number, stage, index.iterations(ofStage: stage))
        }
    }

    /// What a policy reads, and the first step at which it keeps more than there is room for.
    func reads(_ policy: WeightPolicy) -> (granules: Int, overfull: Int?) {
        var simulation = WeightCacheSimulation(
            trace, index: index, policy: policy, room: room, inferences: inferences)
        let plan = simulation.run()
        var kept = trace.tiles.map { _ in 0 }
        var granules = 0
        var overfull: Int?
        for round in rounds {
            for iteration in 0..<round.iterations {
                let schedule = plan.rounds[round.number].schedule(iteration, of: round.iterations)
                var place = 0
                for step in index.stageSteps[round.stage] {
                    for trim in schedule.trims[step] ?? [] { kept[trim.tile] -= trim.granules }
                    if kept.reduce(0, +) > room[step] { overfull = overfull ?? step }
                    while place < trace.uses[round.stage].count, trace.uses[round.stage][place].step == step {
                        let tile = trace.uses[round.stage][place].tile
                        let decision = schedule.decisions[place]
                        granules += trace.tiles[tile].granules - decision.resident
                        // What a plan finds it must have kept.
                        if decision.resident != kept[tile] { overfull = overfull ?? step }
                        for eviction in decision.evictions { kept[eviction.tile] -= eviction.granules }
                        kept[tile] = decision.keep
                        if kept.reduce(0, +) > room[step] { overfull = overfull ?? step }
                        place += 1
                    }
                }
            }
        }
        return (granules, overfull)
    }

    /// The fewest granules that any choice of evictions reads. Behind every use, all ways to fill the room from what is
    /// there are followed up; to keep less than fits is never of use.
    func leastReads() -> Int {
        var states: [[Int]: Int] = [trace.tiles.map { _ in 0 }: 0]
        for round in rounds {
            for _ in 0..<round.iterations {
                var place = 0
                for step in index.stageSteps[round.stage] {
                    states = cut(states, to: room[step])
                    while place < trace.uses[round.stage].count, trace.uses[round.stage][place].step == step {
                        let tile = trace.uses[round.stage][place].tile
                        var used: [[Int]: Int] = [:]
                        for (state, reads) in states {
                            var next = state
                            next[tile] = trace.tiles[tile].granules
                            let sum = reads + next[tile] - state[tile]
                            used[next] = min(used[next] ?? sum, sum)
                        }
                        states = cut(used, to: room[step])
                        place += 1
                    }
                }
            }
        }
        return states.values.min() ?? 0
    }

    private func cut(_ states: [[Int]: Int], to room: Int) -> [[Int]: Int] {
        var result: [[Int]: Int] = [:]
        for (state, reads) in states {
            for rest in Self.rests(of: state, keeping: room) { result[rest] = min(result[rest] ?? reads, reads) }
        }
        return result
    }

    /// Every way to evict from a state until `room` is enough.
    private static func rests(of state: [Int], keeping room: Int) -> [[Int]] {
        let excess = state.reduce(0, +) - room
        guard excess > 0 else { return [state] }
        return rests(of: state, from: 0, evicting: excess)
    }

    private static func rests(of state: [Int], from place: Int, evicting excess: Int) -> [[Int]] {
        guard place < state.count else { return excess == 0 ? [state] : [] }
        return (0...min(excess, state[place])).flatMap { gone in
            var rest = state
            rest[place] -= gone
            return rests(of: rest, from: place + 1, evicting: excess - gone)
        }
    }
}
