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

    /// What happens in a stage of an inference.
    struct Round: Equatable {
        /// Of its first iterations; the final one repeats as often as needed.
        var early: [Schedule]
        /// Of its last iterations, mostly one.
        var late: [Schedule]

        /// Where the last iterations begin.
        func firstLate(of iterations: Int) -> Int { iterations - late.count }

        func schedule(_ iteration: Int, of iterations: Int) -> Schedule {
            let place = iteration - firstLate(of: iterations)
            return place >= 0 ? late[place] : early[min(iteration, early.count - 1)]
        }

        /// True if the iterations from this one on, but for the last, follow one schedule.
        func isSettled(_ iteration: Int) -> Bool { iteration >= early.count - 1 }

        /// How often the final one of the early schedules is followed.
        func repeats(of iterations: Int) -> Int { firstLate(of: iterations) - (early.count - 1) }

        /// The different schedules, and how many iterations follow each.
        func runs(of iterations: Int) -> [(schedule: Schedule, times: Int)] {
            early.enumerated().map { place, schedule in
                (schedule, place == early.count - 1 ? repeats(of: iterations) : 1)
            } + late.map { ($0, 1) }
        }
    }

    /// By inference and stage.
    var rounds: [Round] = []

    /// Bytes that all uses together find on chip, and those that uses find which read them again.
    func found(_ trace: WeightTrace, _ index: TraceIndex) -> (all: Int, reread: Int) {
        var found = (all: 0, reread: 0)
        for (place, round) in rounds.enumerated() {
            let stage = place % trace.uses.count
            for run in round.runs(of: index.iterations(ofStage: stage)) {
                for (use, decision) in zip(trace.uses[stage], run.schedule.decisions) {
                    let bytes = trace.tiles[use.tile].bytes(inGranules: decision.resident) * run.times
                    found.all += bytes
                    if use.isReread { found.reread += bytes }
                }
            }
        }
        return found
    }
}
