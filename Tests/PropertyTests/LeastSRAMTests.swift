import Architecture
import Mapping
import Models
import OperatorTrace
import Quantities
import Testing

/// Where the SRAM is too small, the error names the operation and a size that works.
@Suite struct LeastSRAMTests {
    @Test(arguments: [
        ("default", "vision.layers[0].fc1"), ("edge", "vlm.layers[0].gated"), ("gemmini", "vlm.layers[0].gated"),
    ])
    func aSmolVLAOfFewLayersRunsInTheSizeThatIsNamed(preset: String, operation: String) throws {
        let workload = try ModelDescription.ofFewLayers.lowered()
        let machine = try #require(AcceleratorSpec.preset(preset)).resized(to: 1 << 10)
        let error = try #require(throws: MappingError.self) { try Mapper(for: machine).map(workload) }
        guard case .noTileFits(operation, let need, _, let least) = error else {
            Issue.record("\(error)")
            return
        }
        #expect("\(error)".hasSuffix("; set sram.capacity to \(least.bytes.text), which is enough"))
        _ = try Mapper(for: machine.resized(to: least.bytes.count)).map(workload)
        #expect(throws: MappingError.self) {
            try Mapper(for: machine.resized(to: need.bytes.count - Space.granule.count)).map(workload)
        }
    }

    /// In every mode. With one scratchpad and nothing placed on chip a granule less is too little.
    @Test func randomWorkloadsRunInTheSizeThatIsNamed() throws {
        var cases = 0
        for seed in UInt64(3_000)..<3_080 {
            let workload = RandomWorkload.makeForArray(seed: seed)
            var machine = RandomMachine.make(seed: seed, sram: .tight)
            (machine.sram.weights, machine.sram.activations) = (Bytes(0), Bytes(0))
            let modes = ResidencyMode.allCases
            let mode = modes[Int(seed) % modes.count]
            guard let least = least(workload, on: machine.resized(to: Space.granule.count), mode) else { continue }
            cases += 1
            #expect(throws: Never.self, "seed \(seed): \(least)") {
                try Mapper(for: machine.resized(to: least.bytes.count), residency: mode).map(workload)
            }
            guard workload.tensors.allSatisfy({ $0.placement == .offChip }) else { continue }
            #expect(throws: MappingError.self, "seed \(seed): \(least) less a granule") {
                try Mapper(for: machine.resized(to: least.bytes.count - Space.granule.count), residency: mode)
                    .map(workload)
            }
        }
        #expect(cases > 60)
    }

    private func least(_ workload: Workload, on machine: AcceleratorSpec, _ mode: ResidencyMode) -> Space? {
        do throws(MappingError) {
            _ = try Mapper(for: machine, residency: mode).map(workload)
            return nil
        } catch {
            switch error {
            case .noTileFits(_, _, _, let least), .noRoomOnChip(_, _, _, let least): return least
            default: return nil
            }
        }
    }

    /// Two buffers: both sizes are named.
    @Test func separateBuffersAreNamed() throws {
        var machine = AcceleratorSpec()
        (machine.sram.weights, machine.sram.activations) = (Bytes(8 << 10), Bytes(8 << 10))
        let workload = try ModelDescription.ofFewLayers.lowered()
        let error = try #require(throws: MappingError.self) { try Mapper(for: machine).map(workload) }
        guard case .noTileFits(_, _, _, let least) = error else {
            Issue.record("\(error)")
            return
        }
        #expect("\(error)".contains("set sram.weights to "))
        #expect("\(error)".contains(" and sram.activations to "))
        machine.sram.activations = Bytes(least.granules[0] * Space.granule.count)
        machine.sram.weights = Bytes(least.granules[1] * Space.granule.count)
        _ = try Mapper(for: machine).map(workload)
    }

    /// The sizes that this project promises. Docs/Residency.md has the whole model.
    @Test(arguments: ResidencyMode.allCases) func littleSRAMIsEnough(mode: ResidencyMode) throws {
        let workload = try ModelDescription.ofFewLayers.lowered()
        _ = try Mapper(for: AcceleratorSpec().resized(to: 256 << 10), residency: mode).map(workload)
        var small = AcceleratorSpec().resized(to: 32 << 10)
        (small.array.rows, small.array.columns) = (16, 16)
        _ = try Mapper(for: small, residency: mode).map(workload)
    }
}

extension ModelDescription {
    /// SmolVLA with one layer of the vision encoder and two of each other stack: all of its operations, in a short program.
    static var ofFewLayers: ModelDescription {
        var model = ModelDescription.smolVLA
        model.vision?.blocks.layers = 1
        model.languageModel?.layers = 2
        model.expert?.blocks.layers = 2
        return model
    }
}
