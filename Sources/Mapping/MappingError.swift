import Architecture
import Quantities

/// Why a workload cannot run on a machine.
package enum MappingError: Error, Equatable, CustomStringConvertible {
    /// No tiling of the operation fits into the SRAM. With `least`, all of the workload runs.
    case noTileFits(operation: String, need: Space, sram: SRAMSpec, least: Space)
    /// A tensor with `"placement": "on-chip"` does not fit. With `least`, all of the workload runs.
    case noRoomOnChip(tensor: String, bytes: Bytes, sram: SRAMSpec, least: Space)
    /// Tiles of the size that `mapping.tile` asks for do not fit into the SRAM. With `least`, all products' do.
    case forcedTilesTooLarge(operation: String, tiles: String, need: Space, sram: SRAMSpec, least: Space)
    /// The sums of a tile of that size have no room to wait in while k is cut.
    case forcedSumsTooLarge(operation: String, tiles: String, needed: Bytes, accumulators: Bytes)
    /// The program would be too long to hold; if `least` is known, it is not with that much SRAM.
    case tooManyCommands(operation: String, limit: Int, cause: LongProgramCause, least: Space? = nil)
    /// The machine description is impossible, or cannot compute the operation.
    case machine(operation: String, reason: String)

    package var description: String {
        switch self {
        case .noTileFits(let operation, let need, let sram, let least):
            "\(operation): its smallest tiles and what is placed on chip need \(need.bytes.text) of SRAM, but the machine "
                + "has \(sram.total.text); set \(sram.enlarged(to: least))"
        case .noRoomOnChip(let tensor, let bytes, let sram, let least):
            "tensor \(tensor) is placed on chip and takes \(bytes.text), but the SRAM of \(sram.total.text) has no "
                + "room for it beside the tiles of the operations that run meanwhile; set \(sram.enlarged(to: least))"
        case .forcedTilesTooLarge(let operation, let tiles, let need, let sram, let least):
            "\(operation): mapping.tile asks for tiles of \(tiles), which need \(need.bytes.text) of SRAM, but the machine "
                + "has \(sram.total.text); make mapping.tile.m, .k or .n smaller, or set \(sram.enlarged(to: least))"
        case .forcedSumsTooLarge(let operation, let tiles, let needed, let accumulators):
            "\(operation): mapping.tile asks for tiles of \(tiles), whose partial sums take \(needed.text), but "
                + "array.accumulators is \(accumulators.text); make mapping.tile.m or .n smaller, or set mapping.tile.k "
                + "to 0"
        case .tooManyCommands(let operation, let limit, let cause, let least):
            "\(operation): the program grows past \(limit) commands" + cause.description(least)
        case .machine(let operation, let reason):
            "\(operation): \(reason)"
        }
    }
}

/// What to change about a machine on which a program gets too long.
package enum LongProgramCause: Equatable {
    case smallTiles(SRAMSpec)
    case forcedTiles
    case inferences(Int)

    init(_ machine: AcceleratorSpec) {
        if machine.run.inferences > 1 {
            self = .inferences(machine.run.inferences)
        } else {
            self = machine.mapping.tile == TileExtents() ? .smallTiles(machine.sram) : .forcedTiles
        }
    }

    /// Whether a program may be shorter with more SRAM.
    var isSRAM: Bool {
        if case .smallTiles = self { return true }
        return false
    }

    fileprivate func description(_ least: Space?) -> String {
        switch self {
        case .smallTiles(let sram):
            ", because its tiles are so small; "
                + (least.map { "set \(sram.enlarged(to: $0))" } ?? "give the machine more SRAM or a larger array")
        case .forcedTiles:
            ", because mapping.tile asks for small tiles; make mapping.tile.m, .k or .n larger, or 0"
        case .inferences(let count):
            ", those of \(count) inferences; make run.inferences smaller"
        }
    }
}

extension SRAMSpec {
    /// The settings that make an SRAM large enough: "sram.capacity to 17 KiB, which is enough".
    fileprivate func enlarged(to least: Space) -> String {
        guard isSplit else { return "sram.capacity to \(least.bytes.text), which is enough" }
        let buffers: [(key: String, buffer: SRAMBuffer)] = [
            ("sram.weights", .weights), ("sram.activations", .scratchpad),
        ]
        let enough = least.maximum(with: space)
        return buffers.map { key, buffer in
            let needed = Bytes(enough.granules[buffer.rawValue] * Space.granule.count)
            return "\(key) to \(needed.text)"
        }.joined(separator: " and ") + ", which is enough"
    }
}
