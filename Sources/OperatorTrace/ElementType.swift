import Quantities

/// The number format of a tensor's elements. Products of integer operands accumulate in `int32`.
package enum ElementType: String, CaseIterable, TextValue {
    case int4, int8, fp16, bf16, int32, fp32

    /// Bits of one element.
    package var bits: Int {
        switch self {
        case .int4: 4
        case .int8: 8
        case .fp16, .bf16: 16
        case .int32, .fp32: 32
        }
    }
}
