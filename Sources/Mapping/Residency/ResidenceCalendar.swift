/// The residences of a plan, by the steps in which they begin and end and by storage.
struct ResidenceCalendar {
    /// In the order of the plan.
    let residences: [Residence]
    private let byBeginning: Buckets
    private let byEnd: Buckets
    private let byStorage: Buckets
    /// By storage, whether another hands its room on to it between iterations.
    private let isHandedOn: [Bool]

    init(_ plan: ResidencyPlan, _ index: TraceIndex) {
        residences = plan.residences
        byBeginning = Buckets(residences.map(\.steps.lowerBound), count: index.steps.count)
        byEnd = Buckets(residences.map(\.steps.upperBound), count: index.steps.count)
        byStorage = Buckets(residences.map(\.storage.index), count: index.storages.count)
        isHandedOn = residences.reduce(into: Array(repeating: false, count: index.storages.count)) {
            if let next = $1.becomes { $0[next.index] = true }
        }
    }

    /// Places in `residences` of those that begin in a step, in order.
    func beginning(at step: Int) -> ArraySlice<Int> { byBeginning[step] }

    /// Places of those that end with a step, in order.
    func ending(at step: Int) -> ArraySlice<Int> { byEnd[step] }

    /// Places of those of a storage, in order.
    func places(of storage: StorageID) -> ArraySlice<Int> { byStorage[storage.index] }

    /// Whether a storage lies in SRAM when an iteration begins because the one before left it there.
    func isHandedOn(_ storage: StorageID) -> Bool { isHandedOn[storage.index] }
}

/// Numbers sorted into buckets, in order within each.
struct Buckets {
    private var starts: [Int]
    private var members: [Int]

    /// - Parameter buckets: the bucket of every number from 0 on.
    init(_ buckets: [Int], count: Int) {
        starts = Array(repeating: 0, count: count + 1)
        members = Array(repeating: 0, count: buckets.count)
        for bucket in buckets { starts[bucket + 1] += 1 }
        for bucket in 0..<count { starts[bucket + 1] += starts[bucket] }
        var next = starts
        for (number, bucket) in buckets.enumerated() {
            members[next[bucket]] = number
            next[bucket] += 1
        }
    }

    subscript(bucket: Int) -> ArraySlice<Int> { members[starts[bucket]..<starts[bucket + 1]] }
}
