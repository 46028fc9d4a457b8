import Locking
import Mapping

/// Workloads lowered with different options, and indexed for the mapper, each once while there are few of them.
final class WorkloadCache: Sendable {
    /// One set of options; whoever comes first lowers, others wait for it.
    private final class Entry: Sendable {
        let outcome = Mutex<Result<TraceIndex, any Error>?>(nil)
    }

    private struct Entries {
        var byOptions: [[String]: Entry] = [:]
        var order: [[String]] = []
    }

    /// More sets of options are lowered again when they come round again, so that memory stays bounded.
    private static let limit = 64

    private let source: WorkloadSource
    private let settings: [SettingAssignment]
    private let entries = Mutex(Entries())

    /// - Parameters:
    ///   - settings: keys of the model that are the same for all.
    init(_ source: WorkloadSource, _ settings: [SettingAssignment]) {
        self.source = source
        self.settings = settings
    }

    /// The workload with further keys set.
    func trace(_ varied: [SettingAssignment]) throws -> TraceIndex {
        let entry = entries.withLock { entries in
            let options = varied.map(\.value)
            if let known = entries.byOptions[options] { return known }
            if entries.order.count == Self.limit { entries.byOptions[entries.order.removeFirst()] = nil }
            let entry = Entry()
            entries.byOptions[options] = entry
            entries.order.append(options)
            return entry
        }
        return try entry.outcome.withLock { outcome in
            let known = outcome ?? Result { TraceIndex(try source.workload(setting: settings + varied)) }
            outcome = known
            return try known.get()
        }
    }
}
