import Architecture
import Mapping
import Testing

@testable import Accelerator

/// On random workloads and machines, too, replayed iterations give the records of simulated ones.
@Suite struct SteadyStatePropertyTests {
    @Test func replaysAreExact() throws {
        var replayedIterations = 0
        for seed in UInt64(5_000)..<5_080 {
            let modes = ResidencyMode.allCases
            let run: RandomRun
            do {
                run = try RandomRun(seed: seed, sram: .ample, mode: modes[Int(seed) % modes.count])
            } catch let error as MappingError {
                Issue.record("seed \(seed): \(error)")
                continue
            }
            let program = run.program.withLongSegments
            var (replayed, simulated) = (RecordList(), RecordList())
            let summary = try simulate(program, on: run.machine, into: &replayed)
            _ = try simulate(program, on: run.machine, into: &simulated, replays: false)
            #expect(replayed == simulated, "\(run.name)")
            #expect(
                try simulate(program, on: run.machine) == simulate(program, on: run.machine, replays: false),
                "\(run.name)")
            replayedIterations += summary.replayedIterations
        }
        #expect(replayedIterations > 500, "hardly anything was replayed")
    }

    /// A state that does not come back is looked for ever less often: in most iterations there is nothing to do but simulate.
    @Test func statesAreComparedEverLessOften() {
        #expect((0..<80).allSatisfy(SteadyState.watches))
        #expect((80..<128).allSatisfy { !SteadyState.watches($0) })
        #expect((0..<1_000_000).count(where: SteadyState.watches) == 64 + 14 * 16)
    }
}

extension Program {
    /// The same program with many iterations where a segment is iterated at all: several times what the machine
    /// dispatches ahead.
    fileprivate var withLongSegments: Program {
        var program = self
        for place in segments.indices where segments[place].repeats > 1 {
            program.segments[place].repeats = 16_000 / segments[place].commands.count + 8
        }
        return program
    }
}
