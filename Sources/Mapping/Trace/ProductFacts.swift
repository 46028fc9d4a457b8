import Architecture
import OperatorTrace

/// What the mapper must know of a product, on any machine.
struct ProductFacts {
    var a: Operand
    var b: Operand
    /// Where its results go.
    var output: Operand
    /// Its demand where nothing lies in SRAM.
    var demand: ProductDemand
    /// The same number for products with equal demands.
    var shape: Int
    /// The type in which the array multiplies; nil if it has no such type.
    var type: OperandType?

    private init(_ product: borrowing MatrixProduct, in table: borrowing StorageTable) {
        a = Operand(a: product, in: table)
        b = Operand(b: product, in: table)
        output = Operand(output: product, in: table)
        demand = ProductDemand(
            m: product.m, k: product.k, n: product.n, bitsA: table.bits(product.a), bitsB: table.bits(product.b),
            bitsOutput: table.bits(CollectionOfOne(product.output)), holdsA: false, holdsB: false, holdsOutput: false,
            isWeightB: product.b.contains { table.tensor($0).kind == .weight }, partsA: product.a.count,
            partsB: product.b.count)
        shape = 0
        type = table.operandType(of: product)
    }

    /// By step; nil for those that are no product.
    static func list(_ bodies: [Operation.Body], in table: StorageTable) -> [ProductFacts?] {
        var shapes: [ProductDemand: Int] = [:]
        return bodies.map { body in
            guard case .product(let product) = body else { return nil }
            var facts = ProductFacts(product, in: table)
            if let known = shapes[facts.demand] {
                facts.shape = known
            } else {
                facts.shape = shapes.count
                shapes[facts.demand] = facts.shape
            }
            return facts
        }
    }
}

extension TraceIndex {
    /// What the tiling search must know of a product. `holds` tells whether a storage lies in SRAM.
    func demand(ofProductAt step: Int, holds: (StorageID) -> Bool) -> ProductDemand {
        let facts = product(at: step)
        var demand = facts.demand
        demand.holdsA = facts.a.parts.allSatisfy { holds($0.storage) }
        demand.holdsB = facts.b.parts.allSatisfy { holds($0.storage) }
        demand.holdsOutput = holds(facts.output.parts[0].storage)
        return demand
    }
}
