import Accelerator
import Architecture
import Mapping
import OperatorTrace
import Testing

/// The commands and times of Docs/WorkedExample.md, which were computed by hand, against the simulator's.
@Suite struct WorkedExampleTests {
    /// A product with a streamed weight, then softmax.
    private let workload = Workload(
        name: "worked example",
        tensors: [
            Tensor(name: "x", kind: .input, shape: [8, 8], elementType: .int8),
            Tensor(name: "w", kind: .weight, shape: [8, 32], elementType: .int8),
            Tensor(name: "s", kind: .activation, shape: [8, 32], elementType: .int8),
            Tensor(name: "y", kind: .output, shape: [8, 32], elementType: .int8),
        ],
        stages: [
            Stage(
                name: "example",
                layers: [
                    Layer(
                        name: "layer",
                        operations: [
                            Operation(
                                name: "matmul",
                                body: .product(
                                    MatrixProduct(
                                        m: 8, k: 8, n: 32, a: [TensorID(0)], b: [TensorID(1)], output: TensorID(2)))),
                            Operation(
                                name: "softmax",
                                body: .vector(
                                    VectorOperation(kind: .softmax, inputs: [TensorID(2)], output: TensorID(3)))),
                        ])
                ])
        ])

    private func machine() throws -> AcceleratorSpec {
        var machine = AcceleratorSpec()
        for (key, text) in [
            ("clock", "1 GHz"), ("array.rows", "4"), ("array.columns", "4"), ("array.accumulators", "1 KiB"),
            ("vector.lanes", "4"), ("vector.startUp", "2"), ("sram.capacity", "768 B"), ("dma.channels", "1"),
            ("dma.descriptorsInFlight", "2"), ("dma.setupCycles", "2"), ("memory.kind", "ideal"),
            ("memory.bandwidth", "4 GB/s"), ("memory.latency", "10 ns"),
        ] {
            try machine.set(key, to: text)
        }
        return try machine.validated()
    }

    @Test func everyCommandIsAsComputedByHand() throws {
        let machine = try machine()
        let program = try Mapper(for: machine).map(workload.validated())
        var list = RecordList()
        _ = try simulate(program, on: machine, into: &list)
        let ordered = list.records.sorted { $0.command < $1.command }
        let found = ordered.map { record in
            let command = program.commands[record.command]
            let bytes =
                if case .transfer(let transfer) = command.work { "\(transfer.bytes.count)" } else { "" }
            return [
                label(record, in: program), bytes, "\(record.issued.count)", "\(record.began.count)",
                "\(record.ended.count)", "\(record.completed.count)",
            ]
        }
        let table = try DocumentTable("commands", in: "Docs/WorkedExample.md")
        #expect(found == table.rows.map { Array($0.prefix(6)) })
    }

    @Test func everyCycleHasItsCause() throws {
        let machine = try machine()
        let result = try simulate(Mapper(for: machine).map(workload.validated()), on: machine)
        var total = OperationAccount(channels: 1)
        for operation in result.operations { total += operation }
        let table = try DocumentTable("causes", in: "Docs/WorkedExample.md")
        let found = [("array", total.array), ("vector", total.vector), ("dma0", total.dma[0])].map { name, account in
            [name] + account.causes.map { "\($0.cycles.count)" } + ["\(account.total.count)"]
        }
        #expect(found == table.rows)
        #expect(result.cycles.count == 442)
        #expect(result.peakSRAM.count == 768)
    }

    private func label(_ record: CommandRecord, in program: Program) -> String {
        let command = program.commands[record.command]
        switch command.work {
        case .transfer(let transfer):
            return "\(command.queue == .store ? "store" : "load") \(program.tensors[Int(transfer.tensor)].name)"
        case .product(let product): return "product \(product.m) x \(product.k) x \(product.n)"
        case .vector(let work): return "\(work.function.rawValue) \(work.rows) x \(work.columns)"
        case .release: return "release"
        }
    }
}
