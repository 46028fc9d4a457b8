import Architecture

/// The ways to share an SRAM that were looked at.
struct Arrangements {
    /// Those that can be, best first: one that cannot be beaten, then those that move the fewest bytes, of equals the
    /// first.
    private(set) var possible: [Arrangement] = []
    /// By number, why the others cannot be.
    var failures: [Int: MappingError] = [:]
    private let index: TraceIndex

    init(_ index: TraceIndex) { self.index = index }

    mutating func insert(_ arrangement: Arrangement) {
        let place = possible.firstIndex { known in
            known.isComplete == arrangement.isComplete ? arrangement.bytes < known.bytes : arrangement.isComplete
        }
        possible.insert(arrangement, at: place ?? possible.endIndex)
    }

    /// Looks at all shares of SRAM that one sizing of working tiles leaves. Returns true if one that cannot be beaten ended
    /// the search.
    mutating func add(with arranger: inout Arranger, _ sizing: WorkingSpace, stopsAtComplete: Bool) -> Bool {
        let candidates = sizing.candidates(for: arranger.mode)
        var tried: [[Space]] = []
        for generosity in WorkingSpace.Generosity.all {
            let reserve = sizing.reserve(generosity)
            guard !tried.contains(reserve) else { continue }
            tried.append(reserve)
            do throws(MappingError) {
                let arrangement = try arranger.arrange(sizing, candidates, reserve: reserve)
                insert(arrangement)
                if stopsAtComplete, arrangement.isComplete { return true }
            } catch {
                failures[arranger.count - 1] = error
            }
        }
        return false
    }

    /// The first reason.
    var failure: MappingError { failures.min { $0.key < $1.key }?.value ?? Self.none(index) }

    static func none(_ index: TraceIndex) -> MappingError {
        .machine(operation: index.workload.name, reason: "there is no way to share the SRAM")
    }
}
