import Architecture
import Mapping
import OperatorTrace
import Synchronization

/// The programs of the points that came last: those next to each other often differ in nothing that changes the program.
final class ProgramCache: Sendable {
    /// What a program depends on.
    private struct Key: Equatable {
        let options: [String]
        let machine: AcceleratorSpec
        let mode: ResidencyMode
    }

    /// One program; whoever comes first maps, others wait for it.
    private final class Entry: Sendable {
        let key: Key
        let outcome = Mutex<Result<Program, MappingError>?>(nil)

        init(_ key: Key) { self.key = key }
    }

    /// Few are kept: a program may have millions of commands.
    private static let limit = 4

    private let entries = Mutex<[Entry]>([])

    /// The program of a workload, of which there is one for each list of options.
    func program(
        of workload: Workload, options: [String], on machine: AcceleratorSpec, _ mode: ResidencyMode
    ) throws(MappingError) -> Program {
        let key = Key(options: options, machine: machine.mappedParts, mode: mode)
        let entry = entries.withLock { entries in
            if let known = entries.first(where: { $0.key == key }) { return known }
            if entries.count == Self.limit { entries.removeFirst() }
            let entry = Entry(key)
            entries.append(entry)
            return entry
        }
        let outcome = entry.outcome.withLock { outcome in
            let known =
                outcome
                ?? Result { () throws(MappingError) in try Mapper(for: key.machine, residency: mode).map(workload) }
            outcome = known
            return known
        }
        return try outcome.get()
    }
}
