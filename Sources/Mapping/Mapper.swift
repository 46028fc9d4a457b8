import Architecture
import OperatorTrace
import Quantities

/// Turns a workload into a program for one machine: what stays on chip, how everything is tiled, in which order it runs.
package struct Mapper {
    private let machine: AcceleratorSpec
    private let mode: ResidencyMode
    private let takesShortcuts: Bool

    /// - Parameters:
    ///   - machine: a validated description.
    ///   - residency: what may stay on chip between its uses.
    ///   - takesShortcuts: take the commands of layers and iterations that are known to be like earlier ones from there; the
    ///     program is the same either way.
    package init(
        for machine: AcceleratorSpec, residency: ResidencyMode = .layerByLayer, takesShortcuts: Bool = true
    ) {
        self.machine = machine
        mode = residency
        self.takesShortcuts = takesShortcuts
    }

    /// The program of a validated workload.
    ///
    /// Throws `MappingError` where an operation has no tiling that fits, or the machine cannot compute it.
    package func map(_ workload: Workload) throws(MappingError) -> Program { try map(TraceIndex(workload)) }

    /// The same of a workload that several machines share.
    package func map(_ index: TraceIndex) throws(MappingError) -> Program {
        do throws(MappingError) {
            return try program(of: index)
        } catch {
            throw error.naming { LeastSRAM(index, machine).search { fault(of: index, on: $0) } }
        }
    }

    /// Why a workload cannot be mapped on another machine. Working tiles that take all of the SRAM make the shortest
    /// program: where that is too long, so are all others.
    private func fault(of index: TraceIndex, on other: AcceleratorSpec) -> MappingError? {
        let sizing = WorkingSpace(index: index, machine: other)
        do throws(MappingError) { try sizing.checkForcedTiles() } catch { return error }
        var arranger = Arranger(index: index, machine: other, mode: mode)
        let candidates = sizing.candidates(for: mode)
        var fault: MappingError?
        for generosity in WorkingSpace.Generosity.all.reversed() {
            do throws(MappingError) {
                _ = try arranger.arrange(sizing, candidates, reserve: sizing.reserve(generosity)).program()
                return nil
            } catch {
                fault = fault ?? error
                if case .tooManyCommands = error { return error }
            }
        }
        return fault
    }

    /// Bytes that the program of a validated workload moves over the HBM interface, found without writing it.
    ///
    /// Throws as `map` does, but for programs that turn out too long, or to need more room, as they are written.
    package func transferredBytes(of workload: Workload) throws(MappingError) -> Int {
        let found = try arrangements(of: TraceIndex(workload), stopsAtComplete: true)
        guard let best = found.possible.first else { throw found.failure }
        return best.bytes
    }

    /// The program that moves the fewest bytes, of several ways to share the SRAM between working tiles and what stays.
    private func program(of index: TraceIndex) throws(MappingError) -> Program {
        var failures: [Int: MappingError] = [:]
        for stopsAtComplete in [true, false] {
            let found = try arrangements(of: index, stopsAtComplete: stopsAtComplete)
            for arrangement in found.possible {
                do throws(MappingError) {
                    return try arrangement.program(takesShortcuts: takesShortcuts)
                } catch {
                    failures[arrangement.number] = error
                }
            }
            failures.merge(found.failures) { first, _ in first }
        }
        throw failures.min { $0.key < $1.key }?.value ?? Arrangements.none(index)
    }

    /// What can be arranged, best first, and why the rest cannot. One that cannot be beaten may end the search.
    private func arrangements(of index: TraceIndex, stopsAtComplete: Bool) throws(MappingError) -> Arrangements {
        let sizing = WorkingSpace(index: index, machine: machine)
        try sizing.checkForcedTiles()
        var arranger = Arranger(index: index, machine: machine, mode: mode)
        var found = Arrangements(index)
        if found.add(with: &arranger, sizing, stopsAtComplete: stopsAtComplete) { return found }
        for sizing in sizing.withoutTightBlocks
        where found.add(with: &arranger, sizing, stopsAtComplete: stopsAtComplete) { return found }
        return found
    }
}
