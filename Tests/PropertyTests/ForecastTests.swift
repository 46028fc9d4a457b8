import Architecture
import OperatorTrace
import Testing

@testable import Mapping

/// The bytes by which an arrangement is chosen are those that its commands move.
@Suite struct ForecastTests {
    private static let blocks = 4
    private static let seedsPerBlock = 250

    @Test(arguments: 0..<blocks) func everyArrangementMovesWhatIsForecast(block: Int) throws {
        var arrangements = 0
        for seed in UInt64(block * Self.seedsPerBlock)..<UInt64((block + 1) * Self.seedsPerBlock) {
            let workload = try RandomWorkload.makeForArray(seed: seed).validated()
            var machine = RandomMachine.make(seed: seed, sram: seed % 3 == 0 ? .ample : .tight)
            machine.run.inferences = seed % 5 == 0 ? 3 : 1
            if seed % 4 == 0 { machine.mapping = ForcedTilePropertyTests.mapping(seed) }
            let modes = ResidencyMode.allCases
            let mode = modes[modes.startIndex + Int(seed) % modes.count]
            arrangements += try compare(workload, on: machine.validated(), mode)
        }
        #expect(arrangements >= Self.seedsPerBlock, "too few can be mapped")
    }

    /// Compares every arrangement that can be mapped, and returns their number.
    private func compare(_ workload: Workload, on machine: AcceleratorSpec, _ mode: ResidencyMode) throws -> Int {
        let index = TraceIndex(workload)
        let sizing = WorkingSpace(index: index, machine: machine)
        var arranger = Arranger(index: index, machine: machine, mode: mode)
        var compared = 0
        for sizing in [sizing] + sizing.withoutTightBlocks {
            let candidates = sizing.candidates(for: mode)
            for generosity in WorkingSpace.Generosity.all {
                guard
                    let arrangement = try? arranger.arrange(
                        sizing, candidates, reserve: sizing.reserve(generosity))
                else { continue }
                let name = "\(workload.name), \(mode.rawValue), \(generosity)"
                let program: Program
                do throws(MappingError) {
                    program = try arrangement.program()
                } catch {
                    #expect(error.isForWantOfRoom, "\(name): \(error)")
                    continue
                }
                compared += 1
                let moved = program.transferredBytes
                let difference = abs(arrangement.bytes - moved)
                #expect(difference == 0 || difference <= slack(workload, program), "\(name), \(moved) B")
                let hasSpills = program.transferredBytes(of: .spills) > 0
                #expect(!arrangement.isComplete || !hasSpills, "\(name)")
            }
        }
        return compared
    }

    /// A byte for every transfer of elements of less than a byte: pieces of a held result may share one.
    private func slack(_ workload: Workload, _ program: Program) -> Int {
        let small = Set(workload.tensors.filter { $0.elementType == .int4 }.map(\.name))
        return program.segments.reduce(0) { sum, segment in
            let transfers = program.commands[segment.commands].count { command in
                guard case .transfer(let transfer) = command.work else { return false }
                return small.contains(program.tensors[Int(transfer.tensor)].name)
            }
            return sum + transfers * segment.repeats
        }
    }
}
