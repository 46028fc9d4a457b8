import OperatorTrace
import Testing

@Suite struct WorkloadPropertyTests {
    private static let cases: UInt64 = 400

    @Test func randomWorkloadsAreSound() throws {
        for seed in 0..<Self.cases {
            let workload = RandomWorkload.make(seed: seed)
            #expect(throws: Never.self, "seed \(seed)") { try workload.validated() }
            #expect(workload == RandomWorkload.make(seed: seed))
        }
    }

    @Test func readingWhatWasWrittenGivesTheSame() throws {
        for seed in 0..<Self.cases {
            let workload = RandomWorkload.make(seed: seed)
            let bytes = workload.jsonBytes
            let read = try Workload(json: bytes, name: "seed \(seed)")
            #expect(read == workload)
            #expect(read.jsonBytes == bytes)
        }
    }

    @Test func randomWorkloadsHaveEveryForm() {
        let workloads = (0..<Self.cases).map { RandomWorkload.make(seed: $0) }
        let operations = workloads.flatMap(\.placedOperations).map(\.operation)
        #expect(Set(operations.map(\.kindName)).count == 1 + VectorKind.allCases.count)
        let products = operations.compactMap { operation -> MatrixProduct? in
            if case .product(let product) = operation.body { product } else { nil }
        }
        #expect(products.contains { $0.headsPerSharedB > 1 })
        #expect(products.contains { $0.a.count > 1 })
        #expect(products.contains { $0.b.count > 1 })
        let tensors = workloads.flatMap(\.tensors)
        #expect(Set(tensors.map(\.elementType)) == Set(ElementType.allCases))
        #expect(Set(tensors.map(\.kind)) == Set(TensorKind.allCases))
        #expect(tensors.contains { $0.placement == .onChip })
        #expect(tensors.contains { $0.perIteration })
        #expect(workloads.contains { $0.stages.contains { $0.iterations > 1 && !$0.carried.isEmpty } })
    }

    /// Whatever number stands anywhere, the answer is a workload whose sums fit or a sentence.
    @Test func hostileNumbersNeverTrap() {
        var random = SeededGenerator(seed: 1)
        var refused = 0
        for seed in 0..<Self.cases {
            let sound = RandomWorkload.make(seed: seed)
            for _ in 0..<4 {
                var workload = sound
                spoil(&workload, using: &random)
                if let accepted = try? workload.validated() {
                    #expect(accepted.macs.count >= 0)
                } else {
                    refused += 1
                }
            }
        }
        #expect(refused > 0)
    }

    private func spoil(_ workload: inout Workload, using random: inout SeededGenerator) {
        let number = random.pick(Int.min, -1, 0, 1, 2, 1 << 20, 1 << 31, 1 << 40, Int.max)
        let id = TensorID(random.once(in: 4) ? number : random.number(0...(workload.tensors.count - 1)))
        let place = workload.placedOperations.randomElement(using: &random)?.place
        guard let place else { return }
        var operation = workload[place]
        switch random.number(0...4) {
        case 0:
            let tensor = random.number(0...(workload.tensors.count - 1))
            workload.tensors[tensor].shape[0] = number
        case 1:
            workload.stages[place.stage].iterations = number
        case 2:
            workload.stages[place.stage].carried.append(Carry(written: operation.output, read: id))
        default:
            switch operation.body {
            case .product(var product):
                spoil(&product, number, id, using: &random)
                operation.body = .product(product)
            case .vector(var vector):
                vector.kind = VectorKind.allCases.randomElement(using: &random) ?? .scale
                if random.once(in: 2) { vector.inputs.append(id) } else { vector.output = id }
                operation.body = .vector(vector)
            }
            workload.stages[place.stage].layers[place.layer].operations[place.operation] = operation
        }
    }

    private func spoil(
        _ product: inout MatrixProduct, _ number: Int, _ id: TensorID, using random: inout SeededGenerator
    ) {
        switch random.number(0...7) {
        case 0: product.batch = number
        case 1: product.m = number
        case 2: product.k = number
        case 3: product.n = number
        case 4: product.headsPerSharedB = number
        case 5: product.a.append(id)
        case 6: product.b = [id]
        default: product.output = id
        }
    }
}
