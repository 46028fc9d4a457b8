import Architecture

/// A storage that is kept in SRAM, whole, from one step to another.
struct Residence: Equatable {
    var storage: StorageID
    /// The first and last step that need it there, each stage's iteration counted once.
    var steps: ClosedRange<Int>
    /// Room that it takes.
    var space: Space
    /// True if it is read from HBM when the residence begins, false if a step writes it.
    var loads: Bool
    var stores: StorePolicy
    /// True if it outlives the iterations of the stage in which it ends: it is dropped after the last one.
    var spansIterations = false
    /// For a tensor carried into the next iteration: the storage that takes over its room there.
    var becomes: StorageID?

    /// When a storage that was written in SRAM also goes out to HBM.
    enum StorePolicy: Equatable {
        case never
        case always
        /// It is a result, but between iterations it stays on chip.
        case lastIteration
        /// It is only wanted by the next iteration, which reads it from HBM.
        case allButLastIteration

        func applies(isLast: Bool) -> Bool {
            switch self {
            case .never: false
            case .always: true
            case .lastIteration: isLast
            case .allButLastIteration: !isLast
            }
        }
    }
}

/// Which storages stay in SRAM and when, and how much room that leaves for working tiles.
struct ResidencyPlan {
    var residences: [Residence] = []
    /// Room taken by residences at every step.
    var occupied: [Space]
    let capacity: Space

    init(steps: Int, capacity: Space) {
        occupied = Array(repeating: .none, count: steps)
        self.capacity = capacity
    }

    /// Room for the tiles of steps that are mapped together.
    func room(over steps: ClosedRange<Int>) -> Space {
        steps.dropFirst().reduce(capacity - occupied[steps.lowerBound]) { least, step in
            least.minimum(with: capacity - occupied[step])
        }
    }

    /// True if the residence leaves every step at least the room in `reserve`.
    func admits(_ residence: Residence, reserve: [Space]) -> Bool {
        residence.steps.allSatisfy { step in
            (occupied[step] + residence.space + reserve[step]).fits(in: capacity)
        }
    }

    mutating func add(_ residence: Residence) {
        residences.append(residence)
        for step in residence.steps { occupied[step] += residence.space }
    }

    mutating func removeAll(of storage: StorageID) -> [Residence] {
        let removed = residences.filter { $0.storage == storage }
        residences.removeAll { $0.storage == storage }
        for residence in removed {
            for step in residence.steps { occupied[step] -= residence.space }
        }
        return removed
    }
}
