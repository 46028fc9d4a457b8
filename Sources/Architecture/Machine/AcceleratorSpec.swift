import Quantities

/// A machine: everything that `--accelerator` and `--set` can choose.
package struct AcceleratorSpec: Equatable, Sendable {
    package var name = "default"
    /// Clock of the array, the vector unit and the DMA engine.
    package var clock = Frequency(1_000_000_000)
    package var array = ArraySpec()
    package var vector = VectorSpec()
    package var sram = SRAMSpec()
    package var dma = DMASpec()
    package var memory = MemorySpec()
    package var energy = EnergySpec()
    package var prefetch = Prefetch.unbounded
    package var mapping = MappingSpec()
    package var run = RunSpec()

    package init() {}

    /// Every field that a file, `--set` or `--vary` can name, in the order in which descriptions print them.
    package static let settings: [Setting<AcceleratorSpec>] =
        [Setting("clock", \.clock, "clock of array, vector unit and DMA engine")]
        + ArraySpec.settings.map { $0.nested(in: "array", \.array) }
        + VectorSpec.settings.map { $0.nested(in: "vector", \.vector) }
        + SRAMSpec.settings.map { $0.nested(in: "sram", \.sram) }
        + DMASpec.settings.map { $0.nested(in: "dma", \.dma) }
        + MemorySpec.settings.map { $0.nested(in: "memory", \.memory) }
        + EnergySpec.settings.map { $0.nested(in: "energy", \.energy) }
        + [Setting("prefetch", \.prefetch, "how far loads run ahead")]
        + MappingSpec.settings.map { $0.nested(in: "mapping", \.mapping) }
        + RunSpec.settings.map { $0.nested(in: "run", \.run) }

    /// Sets the field that a dotted key names.
    package mutating func set(_ key: String, to text: String) throws(AcceleratorError) {
        guard let setting = Self.settings.first(where: { $0.key == key }) else {
            throw .unknownKey(key: key, suggestion: suggestion(for: key, among: Self.settings.map(\.key)))
        }
        do {
            try setting.write(&self, text)
        } catch {
            throw .badValue(key: key, reason: error.description)
        }
    }

    /// What the memory delivers at best to this machine, others' share taken off.
    package var availableBandwidth: Bandwidth {
        let share = memory.availableShare.millionths
        return Bandwidth(
            productDividedRoundingUp(memory.peakBandwidth.count, by: share, over: 1_000_000)
                ?? memory.peakBandwidth.count)
    }
}

/// Why a machine description is refused.
package enum AcceleratorError: Error, Equatable, CustomStringConvertible {
    case unknownKey(key: String, suggestion: String)
    case badValue(key: String, reason: String)
    case outOfRange(key: String, found: String, expected: String)
    /// Refused by a part of the machine, whose sentence names the key.
    case part(String)
    case unknownPreset(name: String, suggestion: String)

    package var description: String {
        switch self {
        case .unknownKey(let key, let suggestion):
            "unknown key \"\(key)\" of the machine\(suggestion)"
        case .badValue(let key, let reason):
            "\(key): \(reason)"
        case .outOfRange(let key, let found, let expected):
            "\(key): found \(found), expected \(expected)"
        case .part(let sentence):
            sentence
        case .unknownPreset(let name, let suggestion):
            "no machine is called \"\(name)\", and there is no such file\(suggestion)"
        }
    }
}
