import Architecture
import JSONText
import Quantities

/// One product on a machine's array, its operands on chip: what `systole probe array` says.
package struct ArrayProbe: Sendable {
    private let machine: AcceleratorSpec
    private let product: ProductShape
    private let isActivated: Bool
    private let run: ArrayRun

    /// Times the product; with `activated` its results pass through the activation unit.
    package init(_ product: ProductShape, on machine: AcceleratorSpec, activated: Bool) throws(ArrayError) {
        self.machine = machine
        self.product = product
        isActivated = activated
        run = try machine.array.run(product, activated: activated)
    }

    /// Where the cycles go, in order of time; they add up to `cycles`. `working` and what follows it until `latency`
    /// alternate from tile to tile.
    private var causes: [(name: String, title: String, cycles: Cycles)] {
        [
            ("firstLoad", "first stationary tile is loaded", run.coldLead),
            ("working", "rows stream", run.working),
            ("loadingStationary", "only stationary operands move", run.loadingStationary),
            ("gaps", "dispatch and shortest blocks", run.gaps),
            ("latency", "last row in to last result out", run.latency),
            ("activation", "last result through the activation unit", run.activation),
        ]
    }

    /// Elements moved between the array and its buffers.
    private var buffers: [(name: String, title: String, moves: [(name: String, title: String, count: Int)])] {
        let traffic = run.traffic
        return [
            (
                "scratchpad", "scratchpad",
                [
                    ("leftReads", "elements of A read", traffic.leftReads),
                    ("rightReads", "elements of B read", traffic.rightReads),
                    ("resultWrites", "elements of C written", traffic.resultWrites),
                    ("partialSumReads", "spilled partial sums read", traffic.spilledReads),
                    ("partialSumWrites", "spilled partial sums written", traffic.spilledWrites),
                ]
            ),
            (
                "accumulators", "accumulators",
                [
                    ("partialSumReads", "partial sums read", traffic.partialSumReads),
                    ("partialSumWrites", "partial sums written", traffic.partialSumWrites),
                ]
            ),
        ]
    }

    private var nanoseconds: String {
        let picoseconds = productDividedRoundingUp(run.cycles.count, by: 1_000_000_000_000, over: machine.clock.count)
        return picoseconds.map { decimalText(numerator: $0, denominator: 1000, digits: 3) } ?? "more than 2^63 ps"
    }
}

extension ArrayProbe {
    /// A row for each number.
    package var table: TextTable {
        var table = TextTable(columns: [
            .text("figure", name: "figure"), .number("value", name: "value"), .text("", name: nil),
        ])
        func append(_ title: String, _ value: TextCell, _ note: String = "") {
            table.append([TextCell(title), value, TextCell(note)])
        }
        append("machine", TextCell(machine.name), "\(machine.array.rows) x \(machine.array.columns)")
        append("dataflow", TextCell(machine.array.dataflow.text))
        append("product", TextCell("\(product.m) x \(product.k) x \(product.n)"), productNote)
        table.appendSeparator()
        append("cycles", TextCell(run.cycles.count), "operands on chip, alone on an idle array")
        for cause in causes { append("  " + cause.name, TextCell(cause.cycles.count), cause.title) }
        append("time", TextCell(nanoseconds + " ns"), "at \(machine.clock.text)")
        append("MACs", TextCell(run.macs.count))
        append("utilization", TextCell(percent(run.utilization)), "of the array's peak")
        append("mapping efficiency", TextCell(percent(run.mappingEfficiency)), "of its places filled by tiles")
        append("tiles", TextCell(run.tiles), "stationary tiles, as often as they are loaded")
        for buffer in buffers {
            table.appendSeparator()
            for move in buffer.moves { append("\(buffer.title): \(move.title)", TextCell(move.count)) }
        }
        return table
    }

    /// All numbers as one object; the reads and writes of a buffer count elements.
    package var node: JSONNode {
        let shape: [(String, JSONNode)] = [
            ("batch", .int(product.batch)), ("m", .int(product.m)), ("k", .int(product.k)), ("n", .int(product.n)),
            ("type", .string(product.type.text)),
        ]
        let numbers: [(String, JSONNode)] = [
            ("cycles", .int(run.cycles.count)), ("macs", .int(run.macs.count)),
            ("utilization", .double(run.utilization)), ("mappingEfficiency", .double(run.mappingEfficiency)),
            ("tiles", .int(run.tiles)),
            ("cyclesByCause", .object(causes.map { ($0.name, .int($0.cycles.count)) })),
        ]
        let traffic = buffers.map { buffer in
            (buffer.name, JSONNode.object(buffer.moves.map { ($0.name, .int($0.count)) }))
        }
        return .object(
            [
                ("format", .string("systole-probe/1")), ("unit", .string("array")),
                ("accelerator", .string(machine.name)), ("rows", .int(machine.array.rows)),
                ("columns", .int(machine.array.columns)), ("dataflow", .string(machine.array.dataflow.text)),
                ("product", .object(shape)), ("activation", .bool(isActivated)),
            ] + numbers + traffic)
    }

    private var productNote: String {
        let batch = product.batch > 1 ? "\(product.batch.groupedText) of them, " : ""
        return batch + product.type.text + (isActivated ? ", then the activation unit" : "")
    }

    /// A share with one decimal. Reports what was counted; nothing simulated depends on it.
    private func percent(_ share: Double) -> String {
        decimalText(numerator: Int((share * 100_000).rounded()), denominator: 1000, digits: 1) + " %"
    }
}
