import Architecture

/// The operands of one product, with `packed` (1 or 2) neighbouring steps of k to one element of the array.
final class RegisterLevelOperands {
    let shape: ProductShape
    let packed: Int
    /// Steps of k as the array counts them.
    let steps: Int
    private let leftValues: RegisterLevelRegisters
    private let rightValues: RegisterLevelRegisters
    /// Partial sums in the accumulators before the product.
    private let initial: RegisterLevelRegisters
    /// The sums in the accumulators.
    let sums: RegisterLevelRegisters
    private var resultCount: Int { shape.batch * shape.m * shape.n }

    init(_ shape: ProductShape, packed: Int, using generator: inout some RandomNumberGenerator) {
        self.shape = shape
        self.packed = packed
        steps = (shape.k + packed - 1) / packed
        let bits = shape.type == .int4 ? 4 : 8
        leftValues = RegisterLevelRegisters(shape.batch * shape.m * shape.k, bits: bits, using: &generator)
        rightValues = RegisterLevelRegisters(shape.batch * shape.k * shape.n, bits: bits, using: &generator)
        let count = shape.batch * shape.m * shape.n
        initial =
            shape.accumulates
            ? RegisterLevelRegisters(count, bits: 8, using: &generator) : RegisterLevelRegisters(count)
        sums = RegisterLevelRegisters(count)
        sums.values.update(from: initial.values, count: count)
    }

    /// A[row, step of k] of one product of the batch, 0 beyond k.
    func left(_ batch: Int, _ row: Int, _ step: Int) -> Int32 {
        step < shape.k ? leftValues.values[(batch * shape.m + row) * shape.k + step] : 0
    }

    /// B[step of k, column] of one product of the batch, 0 beyond k.
    func right(_ batch: Int, _ step: Int, _ column: Int) -> Int32 {
        step < shape.k ? rightValues.values[(batch * shape.k + step) * shape.n + column] : 0
    }

    /// Whether the sums equal the product as three plain loops compute it, on top of the initial sums.
    var isCorrect: Bool {
        let (m, k, n) = (shape.m, shape.k, shape.n)
        let (left, right, first, sum) = (leftValues.values, rightValues.values, initial.values, sums.values)
        var place = 0
        while place < resultCount {
            let (row, column) = (place / n, place % n)
            let batch = row / m
            var expected = first[place]
            var step = 0
            while step < k {
                expected &+= left[row * k + step] &* right[(batch * k + step) * n + column]
                step += 1
            }
            guard sum[place] == expected else { return false }
            place += 1
        }
        return true
    }
}
