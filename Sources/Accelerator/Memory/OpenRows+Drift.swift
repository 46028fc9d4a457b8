/// How lanes' counts of bursts drift apart while all else recurs.
///
/// An entry that all lanes share may hold a use that the first lane counted, and other lanes compare their own counts with
/// it. By how much counts differ is no part of the normalized state: each period adds the same to a difference, so it never
/// recurs. What comes of the comparisons does, for as long as no distance drifts into sight, or out of it.
extension OpenRows {
    /// Begins anew to note distances.
    mutating func forgetDistances() {
        for lane in near.indices {
            near[lane] = .min
            far[lane] = .max
        }
    }

    /// How many more periods like the one since an earlier state find the same rows in sight.
    /// - Parameter noted: states since then, this one among them, each with the distances noted since the one before it.
    func periodsAlike(since earlier: OpenRows, noted: [OpenRows]) -> Int {
        seen.indices.reduce(Int.max) { periods, lane in
            let drift = seen[lane] - seen[0] - (earlier.seen[lane] - earlier.seen[0])
            guard drift != 0 else { return periods }
            if drift > 0 {
                let farthest = noted.reduce(Int.min) { max($0, $1.near[lane]) }
                return farthest == .min ? periods : min(periods, (sight - 1 - farthest) / drift)
            }
            let nearest = noted.reduce(Int.max) { min($0, $1.far[lane]) }
            return nearest == .max ? periods : min(periods, (nearest - sight) / -drift)
        }
    }

    /// Counts on as if the period since an earlier state had come so many times more: what was used in it, each time as far
    /// back; what was not is so much farther away.
    mutating func countOn(_ periods: Int, since earlier: OpenRows) {
        let all = periods * (seenByAll - earlier.seenByAll)
        let byLane = seen.indices.map { all + periods * (seen[$0] - earlier.seen[$0]) }
        for bank in shared.indices {
            shared[bank].countOn(all, first: byLane[0], since: earlier.shared[bank])
        }
        for index in own.indices where isOwn[index] {
            own[index].countOn(byLane[index % byLane.count], first: byLane[0], since: earlier.own[index])
        }
        for lane in seen.indices {
            if turns[lane] != earlier.turns[lane] { turns[lane] += byLane[lane] }
            seen[lane] += byLane[lane] - all
        }
        if turnsOfAll != earlier.turnsOfAll { turnsOfAll += all }
        seenByAll += all
    }
}

extension OpenRows.Entry {
    fileprivate mutating func countOn(_ bursts: Int, first: Int, since earlier: OpenRows.Entry) {
        if openUse != earlier.openUse { openUse += opensByFirstLane ? first : bursts }
        if beforeUse != earlier.beforeUse { beforeUse += beforeByFirstLane ? first : bursts }
    }
}
