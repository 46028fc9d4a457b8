import Architecture
import OperatorTrace

extension TraceIndex {
    /// What the tiling search must know of an attention block.
    func demand(of block: AttentionBlock, holds: (StorageID) -> Bool) -> AttentionDemand? {
        guard case .product(let scores) = bodies[block.scores],
            case .product(let context) = bodies[block.context]
        else { return nil }
        let chain = [scores.output] + block.chain.map { steps[$0].output }
        return AttentionDemand(
            heads: scores.batch, headsPerSharedKeys: scores.headsPerSharedB, m: scores.m,
            width: max(scores.k, context.n),
            keys: scores.n, bitsQuery: bits(scores.a),
            bitsKey: bits(scores.b), bitsValue: bits(context.b), bitsScores: bits(chain),
            bitsContext: bits([context.output]), holdsQuery: scores.a.allSatisfy { holds(storage(of: $0)) },
            holdsKeys: scores.b.allSatisfy { holds(storage(of: $0)) },
            holdsValues: context.b.allSatisfy { holds(storage(of: $0)) },
            holdsContext: holds(storage(of: context.output)), partsQuery: scores.a.count,
            partsKeys: max(scores.b.count, context.b.count))
    }

    /// The rectangle that is all of a storage.
    func whole(_ id: StorageID) -> Region {
        Region(storage: id, rows: 0..<self[id].rows, columns: 0..<self[id].columns, width: self[id].columns)
    }

    /// True if a concatenation puts its inputs one below the other, false if side by side.
    func joinsRows(_ operation: VectorOperation) -> Bool {
        let rows = operation.inputs.reduce(0) { $0 + tensor($1).rows }
        return rows == tensor(operation.output).rows
            && operation.inputs.allSatisfy { tensor($0).columns == tensor(operation.output).columns }
    }

    /// True for what lies in SRAM whatever the mode.
    func isOnChip(_ id: StorageID) -> Bool { self[id].placement == .onChip }
}
