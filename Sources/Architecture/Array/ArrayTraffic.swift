import Quantities

/// What a run moves between the array and its buffers, in elements of each matrix.
package struct ArrayTraffic: Sendable, Equatable {
    /// Elements of A read from the scratchpad.
    package var leftReads = 0
    /// Elements of B read from the scratchpad.
    package var rightReads = 0
    /// Elements of C written as finished results.
    package var resultWrites = 0
    /// 32-bit partial sums read from and written to the accumulators.
    package var partialSumReads = 0
    package var partialSumWrites = 0
    /// Those of them that do not fit there and are kept in the scratchpad instead.
    package var spilledReads = 0
    package var spilledWrites = 0

    package init() {}

    /// Bytes in and out of the scratchpad: operands of `operandBits`, results of the same width, spilled sums of 4 bytes.
    package func sramBytes(operandBits: Int) -> Bytes {
        Bytes((leftReads + rightReads + resultWrites) * operandBits / 8 + (spilledReads + spilledWrites) * 4)
    }
}
