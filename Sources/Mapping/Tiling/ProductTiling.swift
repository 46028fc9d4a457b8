import Architecture
import Quantities

/// How one matrix product is cut into SRAM tiles, and which operand's panel stays while the other streams past.
struct ProductTiling: Equatable {
    var m: Int
    var k: Int
    var n: Int
    var order: LoopOrder

    /// True for an order of loops that was asked for.
    var isNest: Bool {
        guard case .nest = order else { return false }
        return true
    }

    /// The nest of tile loops. Where the mapper chooses, k is innermost, so that results are finished one tile at a time.
    enum LoopOrder: Equatable {
        /// n outermost: `k x n` panels of `b` stay while blocks of rows pass. `b` is read once.
        case columnsOuter
        /// m outermost: `m x k` panels of `a` stay while blocks of columns pass. `a` is read once.
        case rowsOuter
        /// Neither panel fits: both tiles are read for every step.
        case tileByTile
        /// A nest that was asked for. A tile stays while the iterations that follow use it, unless every one reloads.
        case nest(LoopNest, reloads: Bool)
    }
}

/// A product as the tiling search sees it: extents, and which operands lie in SRAM already.
struct ProductDemand: Hashable {
    var m: Int
    var k: Int
    var n: Int
    /// Bits of an element of each operand.
    var bitsA: Int
    var bitsB: Int
    var bitsOutput: Int
    /// Whether the operand lies in SRAM, whole, and needs no tile.
    var holdsA: Bool
    var holdsB: Bool
    var holdsOutput: Bool
    /// Buffer of `b`'s tiles: weights may have their own.
    var isWeightB: Bool
    /// Tensors that stand together as each operand: each part of a tile has granules of its own.
    var partsA = 1
    var partsB = 1

    /// Room for one copy of every tile that a tiling needs.
    func space(of tiling: ProductTiling, sram: SRAMSpec) -> Space {
        let rowsOfA = tiling.order == .rowsOuter ? k : tiling.k
        let rowsOfB = tiling.order == .columnsOuter ? k : tiling.k
        var space = Space.none
        if !holdsA {
            space += panel(rowsOfA, tiling.k, width: tiling.m, bits: bitsA, parts: partsA, in: .scratchpad)
        }
        if !holdsB {
            let buffer = sram.buffer(forWeights: isWeightB)
            space += panel(rowsOfB, tiling.k, width: tiling.n, bits: bitsB, parts: partsB, in: buffer)
        }
        if !holdsOutput { space += tile(tiling.m, tiling.n, bits: bitsOutput, in: .scratchpad) }
        return space
    }

    /// Bytes read from HBM, and written to it, under a tiling.
    func bytes(of tiling: ProductTiling) -> Int {
        let (passesOverA, passesOverB) = passes(of: tiling)
        let a = holdsA ? 0 : m * k * bitsA / 8 * passesOverA
        let b = holdsB ? 0 : k * n * bitsB / 8 * passesOverB
        return a + b + (holdsOutput ? 0 : m * n * bitsOutput / 8)
    }

    /// Products that the array is given.
    func commands(of tiling: ProductTiling) -> Int {
        tiles(m, tiling.m) * tiles(k, tiling.k) * tiles(n, tiling.n)
    }

    /// A panel is loaded tile by tile along k; each tile is rounded up to granules.
    private func panel(
        _ length: Int, _ step: Int, width: Int, bits: Int, parts: Int, in buffer: SRAMBuffer
    ) -> Space {
        let whole = length / step
        let seams = Space(Space.granule * (parts - 1), in: buffer)
        var space = Space.none
        let full = tile(step, width, bits: bits, in: buffer) + seams
        space.granules = full.granules &* SIMD2(whole, whole)
        let rest = length - whole * step
        if rest > 0 { space += tile(rest, width, bits: bits, in: buffer) + seams }
        return space
    }

    private func tile(_ rows: Int, _ columns: Int, bits: Int, in buffer: SRAMBuffer) -> Space {
        // Rows of a tile start on whole bytes whichever way it lies, so allow a byte more on the shorter side.
        let slack = bits < 8 ? max(rows, columns) : 0
        return Space(Bytes((rows * columns * bits + 7) / 8 + slack), in: buffer)
    }
}

/// `count / size`, rounded up.
func tiles(_ count: Int, _ size: Int) -> Int { (count + size - 1) / size }
