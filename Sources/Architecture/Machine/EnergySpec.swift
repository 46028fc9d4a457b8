import Quantities

/// What work costs in energy: constants by which the run's counters are multiplied.
package struct EnergySpec: Equatable, Sendable {
    /// A byte over the HBM interface. 3.9 pJ/bit for HBM2, device and I/O: the constant of Accelergy's CACTI plug-in,
    /// and 3.92 pJ/bit on average in O'Connor et al., MICRO 2017.
    package var memoryPerByte = Energy(femtojoules: 31_200)
    /// A byte in or out of SRAM. CACTI 7, 22 nm, high-performance cells, 64 B port: 8.0 pJ/B for 16 MiB in 16 banks.
    package var sramPerByte = Energy(femtojoules: 8_000)
    /// A multiply-accumulate of INT8 operands into 32 bits, 45 nm: 0.2 pJ multiply + 0.1 pJ add (Horowitz, ISSCC 2014).
    package var perMAC = Energy(femtojoules: 300)
    /// An element through one pass of the vector unit. Assumption: see Docs/Assumptions.md.
    package var perVectorOperation = Energy(femtojoules: 1_000)
    /// Power drawn whatever happens. CACTI 7, 22 nm: 333 mW of leakage a bank of 1 MiB would be 13 W for 40 MiB of
    /// fast cells; a design for robots uses slow ones. Assumption: see Docs/Assumptions.md.
    package var staticPower = Power(milliwatts: 1_000)

    package init() {}

    package static let settings: [Setting<EnergySpec>] = [
        Setting("memoryPerByte", \.memoryPerByte, "a byte over the memory interface"),
        Setting("sramPerByte", \.sramPerByte, "a byte in or out of SRAM"),
        Setting("perMAC", \.perMAC, "a multiply-accumulate"),
        Setting("perVectorOperation", \.perVectorOperation, "an element through a pass of the vector unit"),
        Setting("staticPower", \.staticPower, "power drawn whatever happens"),
    ]

    /// What to tell the user if the energy of a byte is still that of the default's memory; nil if it is not, or if
    /// the memory is the default's or ideal.
    package func unfitNote(for memory: MemorySpec) -> String? {
        let standard = MemorySpec()
        guard memory.kind != .ideal, memory.kind != standard.kind, memoryPerByte == EnergySpec().memoryPerByte else {
            return nil
        }
        return "energy.memoryPerByte is the default's \(memoryPerByte.text), which is for \(standard.kind.rawValue); "
            + "memory.kind=\(memory.kind.rawValue) does not change it"
    }

    func validate() throws(AcceleratorError) {
        for setting in Self.settings where setting.read(self).hasPrefix("-") {
            throw .outOfRange(key: "energy." + setting.key, found: setting.read(self), expected: "0 or more")
        }
    }
}
