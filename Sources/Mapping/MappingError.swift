import Quantities

/// Why a workload cannot run on a machine.
package enum MappingError: Error, Equatable, CustomStringConvertible {
    /// No tiling of the operation fits into the SRAM.
    case noTileFits(operation: String, least: Bytes, capacity: Bytes)
    /// A tensor with `"placement": "on-chip"` does not fit.
    case noRoomOnChip(tensor: String, bytes: Bytes, capacity: Bytes)
    /// Tiles of the size that `mapping.tile` asks for do not fit into the SRAM.
    case forcedTilesTooLarge(operation: String, tiles: String, needed: Bytes, capacity: Bytes)
    /// The sums of a tile of that size have no room to wait in while k is cut.
    case forcedSumsTooLarge(operation: String, tiles: String, needed: Bytes, accumulators: Bytes)
    /// The program would be too long to hold.
    case tooManyCommands(operation: String, limit: Int)
    /// The machine description is impossible, or cannot compute the operation.
    case machine(operation: String, reason: String)

    package var description: String {
        switch self {
        case .noTileFits(let operation, let least, let capacity):
            "\(operation): its smallest tiles and what is placed on chip need \(least.text) of SRAM, but the machine has "
                + "\(capacity.text); set sram.capacity to at least \(least.text)"
        case .noRoomOnChip(let tensor, let bytes, let capacity):
            "tensor \(tensor) is placed on chip and takes \(bytes.text), but the SRAM of \(capacity.text) has no "
                + "room for it beside the tiles of the operations that run meanwhile"
        case .forcedTilesTooLarge(let operation, let tiles, let needed, let capacity):
            "\(operation): mapping.tile asks for tiles of \(tiles), which need \(needed.text) of SRAM, but the machine has "
                + "\(capacity.text); make mapping.tile.m, .k or .n smaller, or set sram.capacity to at least "
                + "\(needed.text)"
        case .forcedSumsTooLarge(let operation, let tiles, let needed, let accumulators):
            "\(operation): mapping.tile asks for tiles of \(tiles), whose partial sums take \(needed.text), but "
                + "array.accumulators is \(accumulators.text); make mapping.tile.m or .n smaller, or set mapping.tile.k "
                + "to 0"
        case .tooManyCommands(let operation, let limit):
            "\(operation): the program grows past \(limit) commands; give the machine more SRAM or a larger array"
        case .machine(let operation, let reason):
            "\(operation): \(reason)"
        }
    }
}
