import Architecture
import OperatorTrace

extension TraceIndex {
    /// What the tiling search must know of a product. `holds` tells whether a storage lies in SRAM.
    func demand(of product: MatrixProduct, holds: (StorageID) -> Bool) -> ProductDemand {
        ProductDemand(
            m: product.m, k: product.k, n: product.n, bitsA: bits(product.a), bitsB: bits(product.b),
            bitsOutput: bits([product.output]), holdsA: product.a.allSatisfy { holds(storage(of: $0)) },
            holdsB: product.b.allSatisfy { holds(storage(of: $0)) }, holdsOutput: holds(storage(of: product.output)),
            isWeightB: product.b.contains { tensor($0).kind == .weight }, partsA: product.a.count,
            partsB: product.b.count)
    }

    /// What the tiling search must know of an attention block.
    func demand(of block: AttentionBlock, holds: (StorageID) -> Bool) -> AttentionDemand? {
        guard case .product(let scores) = steps[block.scores].body,
            case .product(let context) = steps[block.context].body
        else { return nil }
        let chain = [scores.output] + block.chain.map { steps[$0].body.output }
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

    /// The number format in which the array multiplies: the wider of the two operands'; nil if it has no such type.
    func operandType(of product: MatrixProduct) -> OperandType? {
        let types = (product.a + product.b).map { tensor($0).elementType }
        let widest = types.max { $0.bits < $1.bits }
        switch widest {
        case .int4: return .int4
        case .int8: return .int8
        case .fp16: return .fp16
        case .bf16: return .bf16
        case .int32, .fp32, nil: return nil
        }
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

    func isCarried(_ id: StorageID) -> Bool {
        workload.stages.contains { stage in stage.carried.contains { storage(of: $0.written) == id } }
    }

    private func bits(_ tensors: [TensorID]) -> Int {
        tensors.map { tensor($0).elementType.bits }.max() ?? 8
    }
}
