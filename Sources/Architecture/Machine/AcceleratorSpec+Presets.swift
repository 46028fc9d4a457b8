import Quantities

extension AcceleratorSpec {
    /// A machine that comes with the tool.
    package struct Preset: Sendable {
        package let summary: String
        package let machine: AcceleratorSpec
    }

    package static let presets: [Preset] = [
        Preset(
            summary: "the derivation document's machine: 128 x 128 INT8, 40 MiB SRAM, one HBM2 stack",
            machine: AcceleratorSpec()),
        Preset(summary: "a robot's module: 64 x 64 INT8, 4 MiB SRAM, LPDDR5", machine: .edge),
        Preset(
            summary: "Gemmini's default: 16 x 16 INT8, 256 KiB scratchpad, cache behind a 16 B bus", machine: .gemmini),
        Preset(summary: "the first TPU: 256 x 256 INT8, 24 MiB buffer, 700 MHz", machine: .tpuV1),
        Preset(
            summary: "OpenTPU's matrix unit, 16 x 16, in the default machine",
            machine: around(.openTPU, name: "opentpu")),
        Preset(
            summary: "tinyTPU's matrix unit, 14 x 14, in the default machine",
            machine: around(.tinyTPU, name: "tinytpu")),
        Preset(
            summary: "cameronshinn's tiny-tpu array, 16 x 16, in the default machine",
            machine: around(.tinyTPUCameronshinn, name: "tiny-tpu")),
        Preset(
            summary: "SCALE-Sim's compute model, 32 x 32, in the default machine",
            machine: around(.scaleSim, name: "scale-sim")),
    ]

    /// The preset of a name.
    package static func preset(_ name: String) -> AcceleratorSpec? {
        presets.first { $0.machine.name == name }?.machine
    }

    /// The default machine with the array of a public design: what is known of these designs is the array alone, so they
    /// are for `systole probe array`; a vector lane for each column keeps up with the results.
    private static func around(_ array: ArraySpec, name: String) -> AcceleratorSpec {
        var machine = AcceleratorSpec()
        machine.name = name
        machine.array = array
        machine.vector.lanes = array.columns
        return machine
    }

    /// LPDDR5 as in a robot's compute module: four 16-bit channels, 51.2 GB/s. Sizes are assumptions: see
    /// Docs/Assumptions.md.
    private static var edge: AcceleratorSpec {
        var machine = AcceleratorSpec()
        machine.name = "edge"
        machine.array.rows = 64
        machine.array.columns = 64
        machine.array.accumulators = Bytes(256 << 10)
        machine.vector.lanes = 64
        machine.sram.capacity = Bytes(4 << 20)
        machine.memory = MemorySpec(kind: .lpddr5)
        // 5.0 pJ/bit for LPDDR5, a published per-bit figure; CACTI 7 gives 3.97 pJ/B for 4 MiB in 4 banks.
        machine.energy.memoryPerByte = Energy(femtojoules: 40_000)
        machine.energy.sramPerByte = Energy(femtojoules: 3_967)
        machine.energy.staticPower = Power(milliwatts: 250)
        return machine
    }

    /// Gemmini's published default configuration (Genc et al., DAC 2021): 16 x 16, 256 KiB scratchpad in 4 banks of
    /// 16 B rows, 64 KiB accumulator, 128-bit DMA bus, a reader and a writer of 16 requests of 64 B each. Memory is the
    /// last-level cache that the published FireSim runs have in front of DDR3. Sources and the one fitted number, the
    /// time of a request: see Docs/Validation-gemmini.md.
    private static var gemmini: AcceleratorSpec {
        var machine = AcceleratorSpec()
        machine.name = "gemmini"
        machine.array = .gemmini
        machine.vector.lanes = 16
        machine.sram.capacity = Bytes(256 << 10)
        machine.sram.banks = 4
        machine.sram.bytesPerCycle = Bytes(16)
        machine.dma.channels = 2
        machine.dma.requestSize = Bytes(64)
        machine.dma.window = 16
        machine.dma.bytesPerCycle = Bytes(16)
        machine.dma.requestInterval = TimeSpan(5_500)
        machine.memory = MemorySpec(kind: .ideal)
        machine.memory.bandwidth = Bandwidth(32_000_000_000)
        machine.memory.latency = TimeSpan(88_000)
        machine.mapping.weightLayout = .rowMajor
        return machine
    }

    /// Jouppi et al., ISCA 2017: 256 x 256 at 700 MHz, 24 MiB unified buffer, 4 MiB of accumulators, 34 GB/s of DDR3
    /// for weights; the 14 GB/s host link is not modelled.
    private static var tpuV1: AcceleratorSpec {
        var machine = AcceleratorSpec()
        machine.name = "tpu-v1"
        machine.clock = Frequency(700_000_000)
        machine.array.rows = 256
        machine.array.columns = 256
        machine.array.accumulators = Bytes(4 << 20)
        machine.vector.lanes = 256
        machine.sram.capacity = Bytes(24 << 20)
        machine.memory = MemorySpec(kind: .ideal)
        machine.memory.bandwidth = Bandwidth(34_000_000_000)
        return machine
    }
}
