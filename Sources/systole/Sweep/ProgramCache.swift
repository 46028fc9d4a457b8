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
        /// Commands of the program, once it is there.
        let commands = Atomic(0)

        init(_ key: Key) { self.key = key }
    }

    /// As many are kept as points may take turns with, unless they have so many commands together: some 70 MB.
    private static let limit = 16
    private static let commandLimit = 500_000

    private let entries = Mutex<[Entry]>([])

    /// The program of a workload, of which there is one for each list of options.
    func program(
        of trace: TraceIndex, options: [String], on machine: AcceleratorSpec, _ mode: ResidencyMode
    ) throws(MappingError) -> Program {
        let key = Key(options: options, machine: machine.mappedParts, mode: mode)
        let entry = entries.withLock { entries in
            if let known = entries.first(where: { $0.key == key }) { return known }
            while entries.count == Self.limit || Self.commands(of: entries) > Self.commandLimit {
                entries.removeFirst()
            }
            let entry = Entry(key)
            entries.append(entry)
            return entry
        }
        let outcome = entry.outcome.withLock { outcome in
            let known =
                outcome
                ?? Result { () throws(MappingError) in try Mapper(for: key.machine, residency: mode).map(trace) }
            outcome = known
            return known
        }
        let program = try outcome.get()
        entry.commands.store(program.commands.count, ordering: .relaxed)
        return program
    }

    private static func commands(of entries: [Entry]) -> Int {
        entries.reduce(0) { $0 + $1.commands.load(ordering: .relaxed) }
    }
}
