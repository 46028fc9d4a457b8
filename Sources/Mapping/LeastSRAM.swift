import Architecture
import OperatorTrace
import Quantities

/// Looks for an SRAM in which a workload can be mapped, to name it where the machine has less: what its smallest tiles
/// need, or more where they make a program too long to hold.
struct LeastSRAM {
    private let index: TraceIndex
    private let machine: AcceleratorSpec
    /// Sizes that are tried, each a sixteenth above the one before: the last is some seven times the first.
    private static let attempts = 32

    init(_ index: TraceIndex, _ machine: AcceleratorSpec) {
        self.index = index
        self.machine = machine
    }

    /// The first size from the present one and the least need on in which `map` finds no fault; nil if it finds one that
    /// SRAM does not mend.
    func search(map: (AcceleratorSpec) -> MappingError?) -> Space? {
        var space = machine.sram.space.maximum(with: need)
        for _ in 0..<Self.attempts {
            let larger = resized(to: space)
            guard !isTooLong(on: larger) else {
                space = grown(space)
                continue
            }
            switch map(larger) {
            case nil: return space
            case .noTileFits(_, _, _, let least), .noRoomOnChip(_, _, _, let least),
                .forcedTilesTooLarge(_, _, _, _, let least):
                space = least.fits(in: space) ? grown(space) : space.maximum(with: least)
            case .tooManyCommands: space = grown(space)
            case .forcedSumsTooLarge, .machine: return nil
            }
        }
        return nil
    }

    /// What the smallest tiles need at the step that needs most, beside what is placed on chip.
    private var need: Space {
        let apart = WorkingSpace(index: index, machine: resized(to: .none))
        let together = WorkingSpace(index: index, machine: resized(to: Space(SIMD2(repeating: Int.max >> 16))))
        let placed = WorkingSpace.permanentResidences(index, machine.sram)
        func room(_ steps: ClosedRange<Int>) -> Space {
            placed.reduce(.none) { $1.steps.overlaps(steps) ? $0 + $1.space : $0 }
        }
        var needs = zip(index.steps.indices, apart.reserve(.quarters(0))).map { $1 + room($0...$0) }
        let ofBlocks = together.reserve(.quarters(0))
        for block in together.blocks.values {
            let whole = ofBlocks[block.scores] + room(block.steps)
            let parts = block.steps.reduce(Space.none) { $0.maximum(with: needs[$1]) }
            guard whole.bytes < parts.bytes else { continue }
            for step in block.steps { needs[step] = whole }
        }
        return needs.reduce(.none) { $0.maximum(with: $1) }
    }

    private func resized(to space: Space) -> AcceleratorSpec {
        var machine = machine
        let bytes = [SRAMBuffer.scratchpad, .weights].map {
            Bytes(space.granules[$0.rawValue] * Space.granule.count)
        }
        if machine.sram.isSplit {
            (machine.sram.activations, machine.sram.weights) = (bytes[0], bytes[1])
        } else {
            machine.sram.capacity = bytes[0]
        }
        return machine
    }

    private func grown(_ space: Space) -> Space {
        Space(space.granules &+ (space.granules &+ SIMD2(repeating: 15)) / SIMD2(repeating: 16))
    }

    /// True if products and a load for each are more than a program may have: then there is no use in trying.
    private func isTooLong(on machine: AcceleratorSpec) -> Bool {
        let search = TilingSearch(array: machine.array, sram: machine.sram, mapping: machine.mapping)
        var counts: [ProductDemand: Int] = [:]
        var products = 0
        let blocks = WorkingSpace(index: index, machine: machine).blocks.values.map(\.steps)
        for (place, body) in index.bodies.enumerated() {
            guard case .product(let product) = body, !blocks.contains(where: { $0.contains(place) }) else {
                continue
            }
            let demand = index.demand(ofProductAt: place, holds: index.isOnChip)
            let count =
                counts[demand]
                ?? search.best(for: demand, in: machine.sram.space).map { demand.commands(of: $0) } ?? 0
            counts[demand] = count
            products += count * product.batch
        }
        return 2 * products > ProgramBuilder.commandLimit
    }
}

extension MappingError {
    /// The same with an SRAM in which the workload runs, if `search` finds one.
    func naming(_ search: () -> Space?) -> MappingError {
        switch self {
        case .noTileFits(let operation, let need, let sram, let least):
            .noTileFits(operation: operation, need: need, sram: sram, least: search() ?? least)
        case .noRoomOnChip(let tensor, let bytes, let sram, let least):
            .noRoomOnChip(tensor: tensor, bytes: bytes, sram: sram, least: search() ?? least)
        case .forcedTilesTooLarge(let operation, let tiles, let need, let sram, let least):
            .forcedTilesTooLarge(
                operation: operation, tiles: tiles, need: need, sram: sram, least: search() ?? least)
        case .tooManyCommands(let operation, let limit, let cause, _):
            .tooManyCommands(
                operation: operation, limit: limit, cause: cause, least: cause.isSRAM ? search() : nil)
        case .forcedSumsTooLarge, .machine: self
        }
    }
}
