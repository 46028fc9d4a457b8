import OperatorTrace
import Testing

/// Sizes at the edge of each limit, and one past it.
@Suite struct LimitTests {
    /// One product on an input, `iterations` times: `[m, k]` by `[k, n]`, in so many heads.
    private func product(
        batch: Int = 1, m: Int = 1, k: Int = 1, n: Int = 1, iterations: Int = 1
    ) -> Workload {
        Workload(
            name: "limit",
            tensors: [
                Tensor(name: "a", kind: .input, shape: [batch, m, k], elementType: .int8),
                Tensor(name: "b", kind: .weight, shape: [batch, k, n], elementType: .int8),
                Tensor(name: "c", kind: .output, shape: [batch, m, n], elementType: .int8),
            ],
            stages: [
                Stage(
                    name: "only", iterations: iterations,
                    layers: [
                        Layer(
                            name: "layers[0]",
                            operations: [
                                Operation(
                                    name: "product",
                                    body: .product(
                                        MatrixProduct(
                                            batch: batch, m: m, k: k, n: n, a: [TensorID(0)], b: [TensorID(1)],
                                            output: TensorID(2))))
                            ])
                    ])
            ])
    }

    private func complaint(about workload: Workload) -> String? {
        do throws(WorkloadError) {
            _ = try workload.validated()
            return nil
        } catch {
            return error.description
        }
    }

    @Test func extents() {
        #expect(complaint(about: product(m: 1 << 31)) == nil)
        #expect(
            complaint(about: product(m: 1 << 32))
                == "tensor \"a\": a dimension is 4294967296, expected 1 to 2147483648")
        #expect(
            complaint(about: product(m: (1 << 31) + 1))
                == "tensor \"a\": a dimension is 2147483649, expected 1 to 2147483648")
    }

    @Test func tensorElements() {
        #expect(complaint(about: product(m: 1 << 23, k: 1 << 23)) == nil)
        #expect(
            complaint(about: product(m: (1 << 23) + 1, k: 1 << 23))
                == "tensor \"a\": the shape 1 x 8388609 x 8388608 has more than 2^46 elements; split the tensor")
    }

    @Test func productMACs() {
        let sizes = (m: 1 << 20, k: 1 << 20, n: 1 << 18)
        #expect(complaint(about: product(m: sizes.m, k: sizes.k, n: sizes.n)) == nil)
        #expect(
            complaint(about: product(m: sizes.m, k: sizes.k, n: sizes.n + 1))
                == "only.layers[0].product: 1 x 1048576 x 1048576 x 262145 is more than 2^58 multiply-accumulates; "
                + "split the product")
    }

    @Test func totalMACs() {
        let sizes = (m: 1 << 20, k: 1 << 20, n: 1 << 18)
        #expect(complaint(about: product(m: sizes.m, k: sizes.k, n: sizes.n, iterations: 8)) == nil)
        #expect(
            complaint(about: product(m: sizes.m, k: sizes.k, n: sizes.n, iterations: 9))
                == "only.layers[0].product: with it, all iterations together take more than 2^61 "
                + "multiply-accumulates")
        #expect(complaint(about: product(m: sizes.m, k: sizes.k, n: sizes.n, iterations: 1_000_000)) != nil)
    }

    @Test func elementsMoved() {
        // A little more than 2^46 elements an iteration.
        let side = 1 << 23
        #expect(complaint(about: product(m: side, k: side, iterations: 255)) == nil)
        #expect(
            complaint(about: product(m: side, k: side, iterations: 256))
                == "only.layers[0].product: with it, all iterations together read and write more than 2^54 elements")
    }

    @Test func storedElements() {
        var workload = product()
        workload.tensors += (0..<255).map { index in
            Tensor(name: "w\(index)", kind: .weight, shape: [1 << 23, 1 << 23], elementType: .fp32)
        }
        #expect(complaint(about: workload) == nil)
        workload.tensors.append(
            Tensor(name: "last", kind: .weight, shape: [1 << 23, (1 << 23) - 1], elementType: .fp32))
        #expect(complaint(about: workload) == nil)
        workload.tensors.append(Tensor(name: "more", kind: .weight, shape: [1 << 23], elementType: .fp32))
        #expect(
            complaint(about: workload) == "tensor \"more\": with it, all tensors together have more than 2^54 elements")
    }

    @Test func slices() {
        var workload = product(m: 1 << 23, k: 1 << 4, iterations: 1 << 19)
        workload.tensors[0].perIteration = true
        #expect(complaint(about: workload) == nil)
        workload = product(m: 1 << 23, k: 1 << 4, iterations: (1 << 19) + 1)
        workload.tensors[0].perIteration = true
        #expect(
            complaint(about: workload)
                == "only.layers[0].product: the 524289 slices of \"a\" have more than 2^46 elements together")
    }

    @Test func iterations() {
        #expect(complaint(about: product(iterations: 1_000_000)) == nil)
        #expect(
            complaint(about: product(iterations: 1_000_001)) == "only: iterations is 1000001, expected 1 to 1000000")
        #expect(complaint(about: product(iterations: .min)) != nil)
    }

    @Test func counts() {
        var workload = product()
        workload.tensors += (0..<399_997).map { index in
            Tensor(name: "w\(index)", kind: .weight, shape: [1], elementType: .int4)
        }
        #expect(complaint(about: workload) == nil)
        workload.tensors.append(Tensor(name: "w", kind: .weight, shape: [1], elementType: .int4))
        #expect(complaint(about: workload) == "workload \"limit\": it has 400001 tensors, expected at most 400000")

        workload = product()
        let operation = workload.stages[0].layers[0].operations[0]
        for index in 1..<200_000 {
            workload.tensors.append(
                Tensor(name: "c\(index)", kind: .activation, shape: [1, 1, 1], elementType: .int8))
            workload.stages[0].layers[0].operations.append(
                Operation(
                    name: "product\(index)",
                    body: .vector(
                        VectorOperation(kind: .scale, inputs: [TensorID(0)], output: TensorID(index + 2)))))
        }
        #expect(complaint(about: workload) == nil)
        workload.stages[0].layers.append(Layer(name: "layers[1]", operations: [operation]))
        #expect(complaint(about: workload) == "only.layers[1]: with it, the workload has more than 200000 operations")
    }

    @Test func names() {
        var workload = product()
        workload.name = String(repeating: "n", count: 200)
        #expect(complaint(about: workload) == nil)
        workload.name += "n"
        #expect(
            complaint(about: workload)
                == "workload: its name is longer than 200 characters; use 1 to 200 printable characters")
        workload.name = String(repeating: "n", count: 50_000_000)
        #expect(complaint(about: workload) != nil)
    }

    @Test func indicesOutsideTheTable() {
        for index in [3, -1, .max, .min] {
            var workload = product()
            workload.stages[0].layers[0].operations[0].body = .vector(
                VectorOperation(kind: .gelu, inputs: [TensorID(index)], output: TensorID(2)))
            #expect(
                complaint(about: workload)
                    == "only.layers[0].product: it names tensor number \(index), but the table has 3 tensors")
        }
    }
}
