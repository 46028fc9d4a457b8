import Architecture
import Quantities

/// A small array and a few products, drawn at random: every field that the registers can have.
struct ArrayRandomCase: CustomStringConvertible {
    let spec: ArraySpec
    let products: [ProductShape]
    let rowCycles: Int
    let packed: Int
    let loadSkew: RegisterLevelLoadSkew

    init(
        _ dataflow: Dataflow, _ overlap: LoadOverlap, largestArray: Int,
        using generator: inout some RandomNumberGenerator
    ) {
        func draw(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
        var spec = ArraySpec()
        spec.dataflow = dataflow
        spec.load.overlap = overlap
        spec.rows = draw(1...draw(2...largestArray))
        spec.columns = draw(1...draw(2...largestArray))
        spec.edgeTiles = Bool.random(using: &generator) ? .used : .padded
        spec.dispatchGap = max(0, draw(-2...2))
        spec.latency.fixed += max(0, draw(-3...3))
        spec.minimumRowsPerBlock = max(1, draw(-3...5))
        var skew = RegisterLevelLoadSkew()
        if dataflow != .outputStationary { spec.load.rowsPerCycle = max(1, draw(-1...3)) }
        if overlap != .lockStep && dataflow != .outputStationary {
            spec.load.fixed = max(0, draw(-3...3))
            skew.rows = Bool.random(using: &generator)
            skew.columns = Bool.random(using: &generator)
            spec.load.settle = skew.settle(overlap)
        }
        // Operand types stand for rates here: two packed steps, one, or a row every few cycles.
        let type = OperandType.allCases[draw(0...3)]
        rowCycles = type == .fp16 ? draw(2...3) : 1
        let packed = type == .int4 ? 2 : 1
        self.packed = packed
        spec.rates = OperandRates(int4: Ratio(2), int8: .one, fp16: Ratio(1, over: rowCycles), bf16: .one)
        // Sums that are there already have to fit all at once; otherwise the stream may be cut into passes.
        let accumulates = draw(0...3) == 0
        spec.accumulators = accumulates ? Bytes(1 << 20) : Bytes(4 * spec.columns * draw(1...12))
        loadSkew = skew
        let sizes = [spec.rows, spec.columns, 1, 3]
        products = (0..<max(1, draw(-1...2))).map { _ in
            // Up to about two tiles each way; multiples of the array and its neighbours are likely.
            func size() -> Int { max(1, min(largestArray * 3 / 2, sizes[draw(0...3)] * draw(1...2) + draw(-1...1))) }
            return ProductShape(
                batch: max(1, draw(-3...2)), m: size(), k: size() * packed - draw(0...packed - 1), n: size(),
                type: type,
                accumulates: accumulates)
        }
        self.spec = spec
    }

    var description: String { "\(spec) \(products) \(loadSkew)" }
}
