/// Multiply-accumulates that one element of the array does per cycle, by operand type; 0 for types it cannot do.
///
/// A rate above 1 means that an element holds as many operands as the rate, rounded up, of neighbouring steps of k:
/// at INT4 rate 2 the array behaves as if it had twice the steps of k to a row. A rate below 1 means that a streamed row
/// occupies its row for 1 / rate cycles. In general `stepsPerElement` = rate rounded up, and a streamed row takes
/// `stepsPerElement / rate` cycles, which is never less than 1.
package struct OperandRates: Sendable, Equatable {
    package var int4: Ratio
    package var int8: Ratio
    package var fp16: Ratio
    package var bf16: Ratio

    /// Assumption (see Docs/Validation.md): an INT8 multiplier split in two does two INT4 products; an FP16 product of
    /// two 11-bit significands takes four 8-bit passes; a BF16 product takes two, as on TPUs whose BF16 peak is half
    /// their INT8 peak (TPU v5e: 197 and 394 T/s, Google Cloud documentation).
    package static let builtFromInt8 = OperandRates(
        int4: Ratio(2), int8: .one, fp16: Ratio(1, over: 4), bf16: Ratio(1, over: 2))

    /// An integer array as the public RTL designs have it: INT4 widened to INT8, no floating point.
    package static let int8Only = OperandRates(int4: .one, int8: .one, fp16: .zero, bf16: .zero)

    /// One product per element and cycle whatever the operands are, for models without operand types.
    package static let uniform = OperandRates(int4: .one, int8: .one, fp16: .one, bf16: .one)

    package init(int4: Ratio, int8: Ratio, fp16: Ratio, bf16: Ratio) {
        self.int4 = int4
        self.int8 = int8
        self.fp16 = fp16
        self.bf16 = bf16
    }

    package subscript(type: OperandType) -> Ratio {
        switch type {
        case .int4: int4
        case .int8: int8
        case .fp16: fp16
        case .bf16: bf16
        }
    }
}
