import Accelerator
import Architecture
import Mapping
import Quantities
import Testing

/// Iterations that are replayed instead of simulated give the very same records.
@Suite struct SteadyStateTests {
    @Test(arguments: ["default", "edge", "gemmini", "tpu-v1"], ResidencyMode.allCases)
    func replaysAreExact(preset: String, mode: ResidencyMode) throws {
        let run = try SmolVLARun(["model.steps=30"])
        let machine = try #require(AcceleratorSpec.preset(preset))
        let program = try Mapper(for: machine, residency: mode).map(run.workload)
        var (replayed, simulated) = (RecordList(), RecordList())
        let short = try simulate(program, on: machine, into: &replayed)
        let long = try simulate(program, on: machine, into: &simulated, replays: false)
        #expect(replayed == simulated)
        #expect((short.cycles, short.peakSRAM) == (long.cycles, long.peakSRAM))
        #expect(long.replayedIterations == 0)
    }

    /// What a sink makes of a pattern in one go is what it makes of the records one by one.
    @Test(arguments: [
        ["model.steps=40"], ["model.steps=40", "residency=pinned"], ["model.steps=40", "memory.kind=ideal"],
    ])
    func sumsAreExact(settings: [String]) throws {
        let run = try SmolVLARun(settings)
        let program = try run.program()
        let summed = try simulate(program, on: run.machine)
        #expect(try summed == simulate(program, on: run.machine, replays: false))
    }

    /// A thousand steps cost little more than ten: as many commands in the program, and the events of two or three
    /// steps more.
    @Test func stepsCostNothing() throws {
        let counts = try ["10", "1000"].map { steps in
            let run = try SmolVLARun(["model.steps=\(steps)"])
            let program = try run.program()
            var sink = NoSink()
            let summary = try simulate(program, on: run.machine, into: &sink)
            return (commands: program.commands.count, events: summary.events, replayed: summary.replayedIterations)
        }
        #expect(counts[1].commands == counts[0].commands)
        #expect(counts[1].events <= counts[0].events + counts[0].events / 4)
        #expect(counts[1].replayed >= 985)
    }
}
