/// The fewest granules that any schedule moves: every choice of what to evict is followed up, with what must be written
/// back before it goes.
struct ExhaustiveSchedule {
    private let workload: GranuleWorkload
    private let capacity: Int

    init(_ workload: GranuleWorkload, capacity: Int) {
        self.workload = workload
        self.capacity = capacity
    }

    /// What is on chip, and what HBM has in its present form. Bits stand for tensors.
    private struct State: Hashable {
        var present: UInt64 = 0
        var valid: UInt64 = 0
    }

    /// Granules moved at least; nil if some operation has no room for its operands.
    func leastMoves() -> Int? {
        let accesses = workload.accesses
        let needed = neededAfter()
        var states = [State(valid: workload.stored.reduce(0) { $0 | 1 << $1 }): 0]
        for (place, access) in accesses.enumerated() {
            var next: [State: Int] = [:]
            let output: UInt64 = 1 << access.writes
            let reads: UInt64 = access.reads.reduce(0) { $0 | 1 << $1 }
            for (state, moves) in states {
                let loads = reads & ~state.present
                // What HBM lacks cannot be loaded: that way leads nowhere.
                guard loads & ~state.valid == 0 else { continue }
                let all = state.present | reads | output
                let excess = all.nonzeroBitCount - capacity
                for gone in Self.choices(from: all & ~(reads | output), count: max(0, excess)) {
                    var after = state
                    after.present = all & ~gone
                    let stores = gone & ~state.valid & (needed[place] | reads)
                    after.valid = (state.valid | stores) & ~output
                    after.present &= needed[place]
                    let sum = moves + loads.nonzeroBitCount + stores.nonzeroBitCount
                    next[after] = min(next[after] ?? sum, sum)
                }
            }
            states = next
        }
        let result: UInt64 = 1 << workload.result
        return states.map { $1 + ($0.valid & result == 0 ? 1 : 0) }.min()
    }

    /// By access, the tensors whose numbers are read later before they are written, or are the result.
    private func neededAfter() -> [UInt64] {
        var needed: UInt64 = 1 << workload.result
        var list: [UInt64] = []
        for access in workload.accesses.reversed() {
            list.append(needed)
            needed &= ~(1 << access.writes)
            for read in access.reads { needed |= 1 << read }
        }
        return list.reversed()
    }

    /// All ways to choose `count` of the bits.
    private static func choices(from bits: UInt64, count: Int) -> [UInt64] {
        guard count > 0 else { return [0] }
        guard bits.nonzeroBitCount >= count else { return [] }
        let lowest = bits & (~bits &+ 1)
        let rest = bits & ~lowest
        return choices(from: rest, count: count - 1).map { $0 | lowest } + choices(from: rest, count: count)
    }
}
