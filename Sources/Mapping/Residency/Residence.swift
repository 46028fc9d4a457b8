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

    /// How often it is read from HBM in an inference.
    ///
    /// - Parameters:
    ///   - iterations: those of the stage in which it begins.
    ///   - isCarried: another residence hands its room on to it in all of them but the first.
    func loads(in iterations: Int, isCarried: Bool) -> Int {
        guard loads else { return 0 }
        return isCarried || spansIterations ? 1 : iterations
    }

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

        /// How often it goes out in some iterations.
        func count(of iterations: Int) -> Int {
            switch self {
            case .never: 0
            case .always: iterations
            case .lastIteration: 1
            case .allButLastIteration: iterations - 1
            }
        }
    }
}

/// Which storages stay in SRAM and when, and how much room is set aside for the tiles of every step.
struct ResidencyPlan {
    var residences: [Residence] = []
    /// Room for working tiles, by step.
    private(set) var reserve: [Space]
    /// Room that all residences would take, those that were turned down included, by step. What is left beside it and
    /// the reserve can keep weights; because it does not depend on what was admitted, a larger SRAM never leaves less.
    private(set) var wanted: [Space]
    let capacity: Space
    /// False once a candidate was turned down.
    var admitsAll = true

    init(reserve: [Space], capacity: Space) {
        self.reserve = reserve
        self.capacity = capacity
        wanted = Array(repeating: .none, count: reserve.count)
    }

    /// Adds room to what is wanted at some steps.
    mutating func want(_ space: Space, at steps: some Sequence<Int>) {
        for step in steps { wanted[step] += space }
    }

    /// True if all that is wanted so far, and the tiles, fit at every one of the steps.
    func fits(at steps: ClosedRange<Int>) -> Bool { fits(at: steps, beside: reserve) }

    /// True if all that is wanted so far fits beside some room of every one of the steps.
    func fits(at steps: ClosedRange<Int>, beside room: [Space]) -> Bool {
        steps.allSatisfy { (wanted[$0] + room[$0]).fits(in: capacity) }
    }

    /// Where what must stay on chip leaves less than the reserve, the tiles make do with the rest.
    mutating func limitReserve() {
        for step in reserve.indices { reserve[step] = reserve[step].minimum(with: capacity - wanted[step]) }
    }
}
