import Architecture

/// The operands of one product, with `packed` (1 or 2) neighbouring steps of k to one element of the array.
final class RegisterLevelOperands {
    let shape: ProductShape
    let packed: Int
    /// Steps of k as the array counts them.
    let steps: Int
    let left: [Int8]
    let right: [Int8]
    /// Partial sums in the accumulators before the product.
    let initial: [Int32]
    /// The sums the array has delivered.
    var sums: [Int32]

    init(_ shape: ProductShape, packed: Int, using generator: inout some RandomNumberGenerator) {
        self.shape = shape
        self.packed = packed
        steps = (shape.k + packed - 1) / packed
        let values = shape.type == .int4 ? Int8(-8)...7 : Int8.min...Int8.max
        func operands(_ count: Int) -> [Int8] {
            (0..<count).map { _ in Int8.random(in: values, using: &generator) }
        }
        left = operands(shape.batch * shape.m * shape.k)
        right = operands(shape.batch * shape.k * shape.n)
        let count = shape.batch * shape.m * shape.n
        initial = (0..<count).map { _ in shape.accumulates ? Int32.random(in: -999...999, using: &generator) : 0 }
        sums = initial
    }

    /// A[row, step of k] of one product of the batch, 0 beyond k.
    func left(_ batch: Int, _ row: Int, _ step: Int) -> Int32 {
        step < shape.k ? Int32(left[(batch * shape.m + row) * shape.k + step]) : 0
    }

    /// B[step of k, column] of one product of the batch, 0 beyond k.
    func right(_ batch: Int, _ step: Int, _ column: Int) -> Int32 {
        step < shape.k ? Int32(right[(batch * shape.k + step) * shape.n + column]) : 0
    }

    /// The product as three plain loops.
    var expected: [Int32] {
        var result = initial
        for batch in 0..<shape.batch {
            for row in 0..<shape.m {
                for step in 0..<shape.k {
                    let value = left(batch, row, step)
                    for column in 0..<shape.n {
                        result[(batch * shape.m + row) * shape.n + column] &+= value &* right(batch, step, column)
                    }
                }
            }
        }
        return result
    }
}
