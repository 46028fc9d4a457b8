import Quantities

/// The number format of a matrix product's operands; sums are kept in 32 bits whatever the operands are.
package enum OperandType: String, CaseIterable, TextValue {
    case int4, int8, fp16, bf16

    /// The width of one operand.
    package var bits: Int {
        switch self {
        case .int4: 4
        case .int8: 8
        case .fp16, .bf16: 16
        }
    }
}
