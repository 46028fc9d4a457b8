import Accelerator
import Architecture
import Mapping
import OperatorTrace
import Quantities
import Testing

/// How bytes and errors depend on the size of the SRAM and on the mode.
@Suite struct CapacityPropertyTests {
    private static let seeds: Range<UInt64> = 1_000..<1_010

    /// Whatever can be mapped can be mapped with more SRAM, and then moves no more bytes.
    @Test(arguments: [ResidencyMode.layerByLayer, .resident, .pinned, .belady])
    func moreSRAMNeverMovesMore(mode: ResidencyMode) throws {
        for seed in Self.seeds {
            let workload = RandomWorkload.makeForArray(seed: seed)
            var machine = RandomMachine.make(seed: seed, sram: .tight)
            var least: (capacity: Int, bytes: Int)?
            for capacity in [512, 1024, 1536, 2048, 8192, 1 << 26] {
                machine.resizeSRAM(to: Bytes(capacity))
                let bytes: Int
                do {
                    bytes = try Mapper(for: machine, residency: mode).map(workload).bytesMoved
                } catch {
                    #expect(least == nil, "seed \(seed), \(capacity) B: \(error)")
                    continue
                }
                if let known = least, known.bytes < bytes {
                    Issue.record("seed \(seed): \(bytes) B with \(capacity) B, \(known.bytes) B with \(known.capacity) B")
                }
                least = (capacity, bytes)
            }
            #expect(least?.capacity == 1 << 26, "seed \(seed)")
        }
    }

    /// Bytes of belady <= pinned <= resident <= layer-by-layer; least recently used weights may do worse than none.
    @Test func keepingMoreNeverMovesMore() throws {
        let modes: [ResidencyMode] = [.layerByLayer, .resident, .pinned, .belady]
        for seed in Self.seeds {
            let workload = RandomWorkload.makeForArray(seed: seed)
            var machine = RandomMachine.make(seed: seed, sram: .tight)
            for capacity in [1024, 4096, 1 << 26] {
                machine.resizeSRAM(to: Bytes(capacity))
                let bytes = modes.compactMap {
                    try? Mapper(for: machine, residency: $0).map(workload).bytesMoved
                }
                #expect(bytes.isEmpty || bytes.count == modes.count, "seed \(seed), \(capacity) B")
                #expect(bytes == bytes.sorted(by: >), "seed \(seed), \(capacity) B")
            }
        }
    }
}

extension AcceleratorSpec {
    /// Gives the scratchpad, or each of two buffers, a size.
    fileprivate mutating func resizeSRAM(to capacity: Bytes) {
        sram.capacity = capacity
        guard sram.isSplit else { return }
        (sram.weights, sram.activations) = (capacity, capacity)
    }
}

extension Program {
    /// Useful bytes over the HBM interface, all iterations.
    fileprivate var bytesMoved: Int {
        segments.reduce(0) { sum, segment in
            sum
                + segment.repeats
                * commands[segment.commands].reduce(0) { bytes, command in
                    guard case .transfer(let transfer) = command.work else { return bytes }
                    return bytes + transfer.bytes.count
                }
        }
    }
}
