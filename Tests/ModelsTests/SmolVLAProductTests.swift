import Models
import OperatorTrace
import Testing

/// The lowering's matrix products against those that the public policy code ran (random weights, one camera, 48 words,
/// 10 steps), recorded in `smolvla_gemms_1camera.csv`.
@Suite struct SmolVLAProductTests {
    private func lowered(_ change: (inout ModelOptions) -> Void = { _ in }) throws -> Workload {
        var model = ModelDescription.smolVLA
        change(&model.options)
        return try model.lowered()
    }

    @Test func productsEqualThoseOfThePublicCodeInOrder() throws {
        let workload = try lowered { $0.hoistCrossAttentionKV = false }
        let expected = try TestFiles.table("smolvla_gemms_1camera.csv").map { row in
            ["batch_heads", "M", "K", "N"].map { row[$0] ?? "" }.joined(separator: " ")
        }
        let found = workload.executedProducts.map { _, product in
            "\(product.batch) \(product.m) \(product.k) \(product.n)"
        }
        #expect(expected.count == 1723)
        #expect(found.count == 1723)
        let firstDifference = zip(found, expected).enumerated().first { $1.0 != $1.1 }
        #expect(firstDifference == nil)
    }

    @Test func totalsEqualThoseOfThePublicCode() throws {
        let workload = try lowered { $0.hoistCrossAttentionKV = false }
        #expect(workload.macs.count == 178_888_604_672)
        let weightBytes = workload.executedProducts.reduce(0) { $0 + workload.weightBytes(of: $1.product).count }
        #expect(weightBytes == 1_252_871_680)
    }

    @Test func hoistingLeavesOut144Products() throws {
        let workload = try lowered()
        #expect(workload.executedProducts.count == 1723 - 144)
        #expect(workload.macs.count == 178_888_604_672 - 1_666_252_800)
        let weightBytes = workload.executedProducts.reduce(0) { $0 + workload.weightBytes(of: $1.product).count }
        #expect(weightBytes == 1_252_871_680 - 14_745_600)
    }

    @Test func parametersAreThoseOfTheBuiltModel() throws {
        #expect(try lowered().parameterCount == 450_046_176)
    }
}
