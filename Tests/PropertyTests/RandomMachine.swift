import Architecture
import Quantities

/// Sound machines of every form, most of them far from any preset: odd array sizes and clocks, every dataflow and way
/// of loading, accumulators of a few rows, SRAM from a few hundred bytes up. The same seed gives the same machine.
struct RandomMachine {
    /// How much SRAM a machine has.
    enum SRAMSize {
        /// So little that many workloads have to be tiled to the utmost, and some cannot run.
        case tight
        /// Room for every small workload at once.
        case ample
    }

    private var random: SeededGenerator

    /// The machine of a seed.
    static func make(seed: UInt64, sram: SRAMSize, bytes: ArraySlice<UInt8> = []) -> AcceleratorSpec {
        var maker = RandomMachine(random: SeededGenerator(seed: seed ^ 0x5EED_0F4A_C417_E500, bytes: bytes))
        return maker.machine(sram)
    }

    private mutating func machine(_ size: SRAMSize) -> AcceleratorSpec {
        var machine = AcceleratorSpec()
        machine.name = "random"
        machine.clock = Frequency(
            random.pick(
                1_000_000_000, 700_000_000, 333_333_333, 1_234_567_891, random.number(1_000_000...4_000_000_000)))
        machine.array = array()
        machine.vector.lanes = random.pick(1, 4, 16, 256, random.number(1...70))
        machine.vector.startUp = random.pick(0, 16, random.number(0...40))
        machine.vector.softmax = random.pick(.safe, .online)
        machine.sram = sram(size)
        machine.dma = dma()
        machine.memory = memory()
        machine.sram.banks = random.pick(32, 32, 4, 1)
        machine.sram.bytesPerCycle = Bytes(random.pick(64, 16, random.number(1...64)))
        machine.dma.bytesPerCycle = Bytes(random.pick(0, 0, random.number(1...64)))
        machine.dma.requestInterval = TimeSpan(random.pick(0, 0, random.number(1...20_000)))
        return machine
    }

    private mutating func array() -> ArraySpec {
        var array = ArraySpec()
        array.rows = random.number(1...40)
        array.columns = random.number(1...40)
        array.dataflow = random.pick(.weightStationary, .outputStationary, .inputStationary)
        array.load = StationaryLoad(
            rowsPerCycle: random.pick(1, 1, 2, random.number(1...8)),
            overlap: random.pick(.doubleBuffered, .notOverlapped, .lockStep), first: random.pick(.exposed, .hidden),
            fixed: random.pick(0, 0, random.number(0...5)), settle: latency(),
            fetchBytesPerCycle: random.pick(0, 0, random.number(1...64)))
        array.drain = random.pick(.shifted, .inPlace)
        array.edgeTiles = random.pick(.used, .padded)
        array.minimumRowsPerBlock = random.pick(1, 1, 4)
        array.dispatchGap = random.pick(0, 0, random.number(0...6))
        array.latency = latency()
        let rowOfSums = array.columns * ArraySpec.partialSumBytes
        array.accumulators = Bytes(rowOfSums * random.pick(1, 2, random.number(1...64), 4096) + random.pick(0, 1, 3))
        array.accumulatorOverflow = random.pick(.split, .split, .spill)
        array.rates = random.pick(.builtFromInt8, .uniform)
        return array
    }

    private mutating func latency() -> LinearLatency {
        random.pick(
            .zero, LinearLatency(fixed: -2, perRow: 1, perColumn: 1), LinearLatency(fixed: random.number(0...20)),
            LinearLatency(fixed: -1, perColumn: 1))
    }

    private mutating func sram(_ size: SRAMSize) -> SRAMSpec {
        var sram = SRAMSpec()
        let bytes: ClosedRange<Int> =
            switch size {
            case .tight: 600...random.pick(1_500, 4_000, 16_000, 60_000)
            case .ample: 1 << 23...1 << 24
            }
        sram.capacity = Bytes(random.number(bytes))
        if random.once(in: 3) {
            sram.weights = Bytes(random.number(bytes))
            sram.activations = Bytes(random.number(bytes))
        }
        return sram
    }

    private mutating func dma() -> DMASpec {
        var dma = DMASpec()
        dma.channels = random.number(1...4)
        dma.descriptorsInFlight = random.number(1...8)
        dma.requestSize = Bytes(random.pick(32, 64, 256))
        dma.window = random.pick(1, 16, 1024)
        dma.setupCycles = Cycles(random.pick(0, 16, random.number(0...40)))
        return dma
    }

    private mutating func memory() -> MemorySpec {
        let kinds = MemoryKind.allCases
        var memory = MemorySpec(kind: random.once(in: 2) ? .ideal : kinds[random.number(0...(kinds.count - 1))])
        memory.bandwidth = Bandwidth(random.pick(256_000_000_000, 1_000_000_000, random.number(1_000_000...1 << 40)))
        memory.latency = TimeSpan(random.pick(0, 44_000, random.number(0...200_000)))
        memory.controllerLatency = TimeSpan(random.pick(0, 20_000))
        memory.availableShare = Share(millionths: random.pick(1_000_000, 1_000_000, random.number(100_000...1_000_000)))
        memory.refresh = random.pick(.allBank, .none)
        memory.rowHashing = random.pick(.none, .xor)
        return memory
    }
}
