import Quantities

/// Why the array cannot run a product.
package enum ArrayError: Error, Equatable, CustomStringConvertible {
    /// A field of the machine or of the product is out of range.
    case invalid(key: String, found: Int, expected: String)
    /// There are more accumulators than any array has.
    case accumulatorsOutOfRange(found: Bytes, most: Bytes)
    /// The array has no rate for these operands.
    case unsupported(OperandType)
    /// The accumulators cannot hold what has to stay in them.
    case accumulatorsTooSmall(capacity: Bytes, needed: Bytes, contents: String)
    /// A count of the run is beyond what the simulator counts.
    case overflow(ProductShape)

    package var description: String {
        switch self {
        case .invalid(let key, let found, let expected):
            "\(key): found \(found), expected \(expected)"
        case .accumulatorsOutOfRange(let found, let most):
            "array.accumulators: found \(found.text), expected 0 B to \(most.text)"
        case .unsupported(let type):
            "array.rates.\(type.rawValue): the array multiplies no \(type.rawValue) operands; "
                + "set a rate above 0 or store these operands in another type"
        case .accumulatorsTooSmall(let capacity, let needed, let contents):
            "array.accumulators: \(capacity.text) cannot hold \(contents) (\(needed.text)); "
                + "set array.accumulators to at least \(needed.text)"
        case .overflow(let product):
            "a batch of \(product.batch) products of m = \(product.m), k = \(product.k), n = \(product.n) overflows "
                + "the count of cycles or operands on this array; use smaller sizes"
        }
    }
}
