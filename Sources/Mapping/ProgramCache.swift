import Architecture
import Locking

import struct Synchronization.Atomic

/// The programs that were asked for last: machines next to each other in a sweep often differ in nothing that changes
/// the program. Threads may share it.
package final class ProgramCache: Sendable {
    /// What a program depends on.
    private struct Key: Equatable {
        let trace: TraceIndex
        let machine: AcceleratorSpec
        let mode: ResidencyMode

        static func == (left: Key, right: Key) -> Bool {
            left.trace === right.trace && left.mode == right.mode && left.machine == right.machine
        }
    }

    /// One program; whoever comes first maps, others wait for it.
    private final class Entry: Sendable {
        let key: Key
        let outcome = Mutex<Result<Program, MappingError>?>(nil)
        /// Commands of the program, once it is there.
        let commands = Atomic(0)

        init(_ key: Key) { self.key = key }
    }

    /// As many are kept as machines may take turns with, unless they have so many commands together: some 70 MB.
    private static let limit = 16
    private static let commandLimit = 500_000

    private let entries = Mutex<[Entry]>([])

    package init() {}

    /// The program of a workload on a machine. Throws as `Mapper.map` does.
    package func program(
        of trace: TraceIndex, on machine: AcceleratorSpec, _ mode: ResidencyMode
    ) throws(MappingError) -> Program {
        let key = Key(trace: trace, machine: machine.mappedParts, mode: mode)
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
