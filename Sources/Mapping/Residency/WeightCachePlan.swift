/// What is kept of every weight tile after each of its uses.
struct WeightCachePlan: Equatable {
    /// Granules of a tile that make room.
    struct Eviction: Equatable {
        var tile: Int
        var granules: Int
    }

    /// What happens at one use of a tile.
    struct Decision: Equatable {
        /// Granules that are on chip when it is used.
        var resident: Int
        /// Granules that stay behind it, as far as is known then; later evictions may take some.
        var keep: Int
        /// Other tiles' granules that go before it is loaded.
        var evictions: [Eviction] = []
    }

    /// All that happens in one iteration of a stage.
    struct Schedule: Equatable {
        /// By use, in program order.
        var decisions: [Decision] = []
        /// By step: what goes before the step because it needs more room for other data.
        var trims: [Int: [Eviction]] = [:]
    }

    /// By inference and stage: the schedules of its first iterations and, if there are more, the one that the rest repeat.
    private(set) var schedules: [[Schedule]]
    /// By inference and stage: the schedule of its last iteration.
    private(set) var last: [Schedule]

    init() {
        schedules = []
        last = []
    }

    /// Adds a stage of an inference: the schedules of all but the last iteration, the final one repeated as often as needed.
    mutating func add(_ schedules: [Schedule], last: Schedule) {
        self.schedules.append(schedules)
        self.last.append(last)
    }

    func schedule(round: Int, iteration: Int, isLast: Bool) -> Schedule {
        if isLast { return last[round] }
        return schedules[round][min(iteration, schedules[round].count - 1)]
    }

    /// True if the iterations from this one on, but for the last, follow one schedule.
    func isSettled(round: Int, iteration: Int) -> Bool { iteration >= schedules[round].count - 1 }

    /// The different schedules of a stage of an inference, and how many iterations follow each.
    func runs(round: Int, iterations: Int) -> [(schedule: Schedule, times: Int)] {
        let all = schedules[round]
        let early = all.enumerated().map { place, schedule in
            (schedule, place == all.count - 1 ? iterations - all.count : 1)
        }
        return early + [(last[round], 1)]
    }
}
