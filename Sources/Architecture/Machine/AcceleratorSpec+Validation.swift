import Quantities

extension AcceleratorSpec {
    /// The machine itself, once every field has been checked against the range in which sums cannot overflow.
    package func validated() throws(AcceleratorError) -> AcceleratorSpec {
        try Self.require("clock", clock.text, (1_000_000...100_000_000_000).contains(clock.count), "1 MHz to 100 GHz")
        try Self.require("array.rows", array.rows, in: 1...65_536)
        try Self.require("array.columns", array.columns, in: 1...65_536)
        try Self.require("vector.lanes", vector.lanes, in: 1...1_048_576)
        try Self.require("vector.startUp", vector.startUp, in: 0...1_000_000)
        try Self.require("run.inferences", run.inferences, in: 1...1000)
        try Self.require(
            "run.period", run.period.text, (0...1_000_000_000_000_000).contains(run.period.count), "0 s to 1000 s")
        try validateSRAM()
        try energy.validate()
        try mapping.validate()
        do { try array.validate() } catch { throw .part(error.description) }
        do { try dma.validate() } catch { throw .part(error.description) }
        do { try memory.validate() } catch { throw .part(error.description) }
        try Self.require(
            "memory.availableShare", "\(memory.availableShare.text) of \(memory.peakBandwidth.text)",
            availableBandwidth.count >= clock.count / 1000, "at least a byte in 1000 cycles of the clock")
        return self
    }

    private func validateSRAM() throws(AcceleratorError) {
        try Self.require("sram.banks", sram.banks, in: 1...65_536)
        try Self.require(
            "sram.bytesPerCycle", sram.bytesPerCycle.text, (1...65_536).contains(sram.bytesPerCycle.count),
            "1 B to 64 KiB")
        let range = Space.granule.count...(64 << 30)
        let expected = "64 B to 64 GiB"
        guard sram.weights.count != 0 || sram.activations.count != 0 else {
            return try Self.require(
                "sram.capacity", sram.capacity.text, range.contains(sram.capacity.count), expected)
        }
        try Self.require(
            "sram.weights", sram.weights.text, range.contains(sram.weights.count),
            "\(expected), because sram.activations is given")
        try Self.require(
            "sram.activations", sram.activations.text, range.contains(sram.activations.count),
            "\(expected), because sram.weights is given")
    }

    private static func require(
        _ key: String, _ found: Int, in range: ClosedRange<Int>
    ) throws(AcceleratorError) {
        try require(key, String(found), range.contains(found), "\(range.lowerBound) to \(range.upperBound)")
    }

    private static func require(
        _ key: String, _ found: String, _ holds: Bool, _ expected: String
    ) throws(AcceleratorError) {
        guard holds else { throw .outOfRange(key: key, found: found, expected: expected) }
    }
}
